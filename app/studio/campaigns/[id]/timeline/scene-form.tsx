"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Dialog } from "#app/studio/dialog.tsx";
import { parseTime, preciseTime } from "#lib/chart/clock-text.ts";
import { type SceneSpan, sceneSpanSchema } from "#lib/protocol/scenes.ts";

interface SceneFormProps {
  title: string;
  initial: SceneSpan;
  durationMs: number;
  /** Answers whether it was stored. */
  onSave: (span: SceneSpan) => Promise<boolean>;
  onDelete?: (() => void) | undefined;
  onClose: () => void;
}

/** A scene's name and span, typed. */
export function SceneForm({ title, initial, durationMs, onSave, onDelete, onClose }: SceneFormProps) {
  const form = useForm({
    initialValues: {
      label: initial.label,
      start: preciseTime(initial.startMs),
      end: preciseTime(initial.endMs),
    },
    validate: (values) => problemsOf(values, durationMs),
  });
  const save = form.onSubmit(async ({ label, start, end }) => {
    const saved = await onSave({ label, startMs: parseTime(start) ?? 0, endMs: parseTime(end) ?? 0 });
    if (saved) onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={title} centered size="sm">
      <form onSubmit={save} noValidate>
        <Stack gap="sm">
          <TextInput
            label="Name"
            placeholder="The first sip"
            maxLength={80}
            data-autofocus
            {...form.getInputProps("label")}
          />
          <Group grow align="flex-start">
            <TextInput
              label="From"
              description="0:05 or 5.5"
              inputMode="decimal"
              {...form.getInputProps("start")}
            />
            <TextInput
              label="To"
              description={`The film ends at ${preciseTime(durationMs)}`}
              inputMode="decimal"
              {...form.getInputProps("end")}
            />
          </Group>
          <Group justify="space-between" mt="xs">
            {onDelete === undefined ? (
              <span />
            ) : (
              <Button variant="subtle" color="red" onClick={onDelete}>
                Delete scene
              </Button>
            )}
            <Button type="submit" loading={form.submitting}>
              Save scene
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function problemsOf(values: { label: string; start: string; end: string }, durationMs: number) {
  const [startMs, endMs] = [parseTime(values.start), parseTime(values.end)];
  if (startMs === null || endMs === null) {
    const unreadable = "Write it as 0:05 or 5.5";
    return {
      ...(startMs === null ? { start: unreadable } : {}),
      ...(endMs === null ? { end: unreadable } : {}),
    };
  }
  if (endMs > durationMs) return { end: "The film ends before that" };
  const parsed = sceneSpanSchema.safeParse({ label: values.label, startMs, endMs });
  if (parsed.success) return {};
  const fields: Record<string, string> = { label: "label", startMs: "start", endMs: "end" };
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [fields[String(path[0])] ?? "end", message]),
  );
}
