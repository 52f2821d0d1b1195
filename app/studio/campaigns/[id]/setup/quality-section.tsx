"use client";

import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import classes from "#app/studio/campaigns/setup-card.module.css";
import { useNumberMarks, useNumberWords } from "#app/studio/use-number-words.ts";
import type { CampaignSetup } from "#lib/protocol/campaign-setup.ts";
import {
  BEST_GRADE,
  QUALITY_LIMITS,
  type QualitySettings,
  qualitySettingsSchema,
  WORST_GRADE,
} from "#lib/protocol/quality.ts";
import { SetupSection } from "./setup-section.tsx";

const LIMIT_TITLES: Record<(typeof QUALITY_LIMITS)[number], string> = {
  coverage: "Share of the video with valid expressions, at least",
  samplesPerSecond: "Frames analysed a second, at least",
  brightness: "Brightness of the picture (0 to 1), at least",
  contrast: "Contrast of the picture (0 to 1), at least",
  faceSize: "Width of the face over the picture's, at least",
  stalledShare: "Time the video stood still over its length, at most",
  tabSwitches: "Times the page was left while watching, at most",
  trackBreaks: "Times the face may have changed, at most",
};

const GRADES = Array.from({ length: BEST_GRADE }, (_, i) => {
  const grade = WORST_GRADE + i;
  return {
    value: String(grade),
    label: grade === WORST_GRADE ? "Exclude none" : `Exclude below ${grade} of ${BEST_GRADE}`,
  };
});

export function QualitySection({ setup, editable }: { setup: CampaignSetup; editable: boolean }) {
  const { quality } = setup;
  return (
    <SetupSection
      title="Quality of sessions"
      lede="Each finished session is graded from 1 to 6: a point is taken beyond the first threshold, two beyond the second. They are fixed before fieldwork, so that nobody chooses them by the result."
    >
      {editable ? (
        <QualityForm setup={setup} />
      ) : (
        <dl className={classes.facts}>
          <dt>Excluded</dt>
          <dd>
            {quality.lowestGrade === WORST_GRADE
              ? "None"
              : `Grades below ${quality.lowestGrade} of ${BEST_GRADE}`}
          </dd>
          {QUALITY_LIMITS.map((name) => (
            <Limits key={name} title={LIMIT_TITLES[name]} {...quality[name]} />
          ))}
        </dl>
      )}
    </SetupSection>
  );
}

function Limits({ title, good, poor }: { title: string; good: number; poor: number }) {
  const { count } = useNumberWords();
  return (
    <>
      <dt>{title}</dt>
      <dd>{`${count(good)}, else ${count(poor)}`}</dd>
    </>
  );
}

function QualityForm({ setup }: { setup: CampaignSetup }) {
  const { change, busy } = useChange();
  const marks = useNumberMarks();
  const form = useForm<QualitySettings>({
    initialValues: setup.quality,
    validate: schemaResolver(qualitySettingsSchema, { sync: true }),
  });
  const save = form.onSubmit(async (quality) => {
    const saved = await change(
      () => send("PATCH", `/api/campaigns/${setup.id}`, { quality }),
      "Quality thresholds saved",
    );
    if (saved) form.resetDirty();
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="md">
        <Select
          label="Sessions of poor quality"
          data={GRADES}
          value={String(form.values.lowestGrade)}
          onChange={(value) => value !== null && form.setFieldValue("lowestGrade", Number(value))}
          allowDeselect={false}
          maw={320}
        />
        <details>
          <summary>Thresholds</summary>
          <Stack gap="sm" mt="sm">
            {QUALITY_LIMITS.map((name) => (
              <Group key={name} gap="sm" align="flex-end" wrap="nowrap">
                <Text size="sm" flex={1} id={`quality-${name}`}>
                  {LIMIT_TITLES[name]}
                </Text>
                {(["good", "poor"] as const).map((which) => (
                  <NumberInput
                    key={which}
                    w={110}
                    size="sm"
                    decimalScale={2}
                    decimalSeparator={marks.decimal}
                    allowedDecimalSeparators={[".", ","]}
                    label={which === "good" ? "First" : "Second"}
                    aria-describedby={`quality-${name}`}
                    {...form.getInputProps(`${name}.${which}`)}
                  />
                ))}
              </Group>
            ))}
          </Stack>
        </details>
        <div>
          <Button type="submit" variant="default" loading={busy} disabled={!form.isDirty()}>
            Save quality
          </Button>
        </div>
      </Stack>
    </form>
  );
}
