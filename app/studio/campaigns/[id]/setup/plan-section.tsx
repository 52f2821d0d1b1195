"use client";

import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { type CampaignSetup, CUT_PLANS, type CutPlan, cutPlanSchema } from "#lib/protocol/campaign-setup.ts";
import { SetupSection } from "./setup-section.tsx";

const WORDS: Record<CutPlan, { label: string; description: string }> = {
  allInOrder: {
    label: "All videos, in this order",
    description:
      "For films that belong together. What comes later is seen with the eyes of what came before.",
  },
  oneEach: {
    label: "One video each, at random",
    description: "For cuts of one film: every cut is given to as many viewers as every other, to within one.",
  },
  allShuffled: {
    label: "All videos, in random order",
    description:
      "Each viewer is their own comparison, so fewer are needed; each video comes first as often as every other.",
  },
};

/** Which videos a viewer is shown; only a question when there are several. */
export function PlanSection({ setup, editable }: { setup: CampaignSetup; editable: boolean }) {
  const { change, busy } = useChange();
  const [plan, setPlan] = useState(setup.cutPlan);
  const save = async (value: string) => {
    const cutPlan = cutPlanSchema.parse(value);
    const before = plan;
    setPlan(cutPlan);
    if (!(await change(() => send("PATCH", `/api/campaigns/${setup.id}`, { cutPlan }), "Saved")))
      setPlan(before);
  };
  return (
    <SetupSection title="Who sees which video">
      {editable ? (
        <Radio.Group value={plan} onChange={(value) => void save(value)} aria-label="Who sees which video">
          <Stack gap="sm">
            {CUT_PLANS.map((value) => (
              <Radio key={value} value={value} disabled={busy} {...WORDS[value]} />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <Text size="sm">
          {WORDS[setup.cutPlan].label}.{" "}
          <Text span inherit c="dimmed">
            {WORDS[setup.cutPlan].description}
          </Text>
        </Text>
      )}
    </SetupSection>
  );
}
