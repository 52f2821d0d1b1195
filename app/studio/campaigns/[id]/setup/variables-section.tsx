"use client";

import { ActionIcon, Alert, Button, Code, Group, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { IconAlertCircle, IconPlus, IconTrash } from "@tabler/icons-react";
import { z } from "zod";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import classes from "#app/studio/campaigns/setup-card.module.css";
import {
  type CampaignSetup,
  MAX_SEGMENT_VALUES,
  MAX_SEGMENT_VARIABLES,
  type SegmentVariable,
  segmentVariablesSchema,
} from "#lib/protocol/campaign-setup.ts";
import { SEGMENT_PREFIX } from "#lib/protocol/segment-values.ts";
import { SetupSection } from "./setup-section.tsx";

const formSchema = z.object({ variables: segmentVariablesSchema });

export function VariablesSection({ setup, editable }: { setup: CampaignSetup; editable: boolean }) {
  return (
    <SetupSection
      title="Segments"
      lede={`Up to ${MAX_SEGMENT_VARIABLES} things you know about each viewer beforehand, such as age band or country, to compare groups by. They are fixed before fieldwork.`}
    >
      {editable ? (
        <VariablesForm setup={setup} />
      ) : setup.segmentVariables.length === 0 ? (
        <Text size="sm">None.</Text>
      ) : (
        <>
          <dl className={classes.facts}>
            {setup.segmentVariables.map(({ key, title, values }) => (
              <VariableFacts key={key} title={title} values={values} />
            ))}
          </dl>
          <Text size="sm" c="dimmed" mt="sm">
            A viewer's link says which they are: <Code>{exampleLink(setup)}</Code>. What is left out is
            unknown; what is not listed here is refused.
          </Text>
        </>
      )}
    </SetupSection>
  );
}

function VariableFacts({ title, values }: Pick<SegmentVariable, "title" | "values">) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{values.join(", ")}</dd>
    </>
  );
}

/** The viewer link with the first value of each variable. */
function exampleLink({ slug, segmentVariables }: CampaignSetup): string {
  const values = segmentVariables.map(({ key, values: [first = ""] }) => [SEGMENT_PREFIX + key, first]);
  return `/watch/${slug}?${new URLSearchParams(values)}`;
}

/** A key that fits a title: what most people would type. */
function keyFor(title: string): string {
  return title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 32);
}

function VariablesForm({ setup }: { setup: CampaignSetup }) {
  const { change, busy } = useChange();
  const form = useForm<{ variables: SegmentVariable[] }>({
    initialValues: { variables: setup.segmentVariables },
    validate: schemaResolver(formSchema, { sync: true }),
  });
  const save = form.onSubmit(async ({ variables }) => {
    const saved = await change(
      () => send("PATCH", `/api/campaigns/${setup.id}`, { segmentVariables: variables }),
      "Segments saved",
    );
    if (saved) form.resetDirty();
  });
  const { variables } = form.values;
  const listProblem = form.errors.variables;
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="lg">
        {variables.map((variable, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity before they are saved
          <Group key={index} align="flex-start" gap="sm" wrap="nowrap">
            <Stack gap="xs" flex={1} miw={0}>
              <Group grow gap="sm" align="flex-start">
                <TextInput
                  label="Title"
                  placeholder="Age band"
                  maxLength={60}
                  {...form.getInputProps(`variables.${index}.title`)}
                  onBlur={() => {
                    if (variable.key === "")
                      form.setFieldValue(`variables.${index}.key`, keyFor(variable.title));
                  }}
                />
                <TextInput
                  label="Key in files"
                  placeholder="age_band"
                  maxLength={32}
                  {...form.getInputProps(`variables.${index}.key`)}
                />
              </Group>
              <TagsInput
                label="Values"
                placeholder={variable.values.length < 2 ? "Type one, press Enter" : ""}
                maxTags={MAX_SEGMENT_VALUES}
                splitChars={[",", ";"]}
                acceptValueOnBlur
                {...form.getInputProps(`variables.${index}.values`)}
              />
            </Stack>
            <ActionIcon
              variant="subtle"
              size="lg"
              mt={24}
              aria-label={`Remove segment ${variable.title || index + 1}`}
              onClick={() => form.removeListItem("variables", index)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
        {typeof listProblem === "string" && (
          <Alert color="red" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
            {listProblem}
          </Alert>
        )}
        <Group gap="sm">
          <Button
            type="button"
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={variables.length >= MAX_SEGMENT_VARIABLES}
            onClick={() => form.insertListItem("variables", { key: "", title: "", values: [] })}
          >
            Add a segment
          </Button>
          <Button type="submit" variant="default" loading={busy} disabled={!form.isDirty()}>
            Save segments
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
