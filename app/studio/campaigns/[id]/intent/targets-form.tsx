"use client";

import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Dialog } from "#app/studio/dialog.tsx";
import { useNumberMarks } from "#app/studio/use-number-words.ts";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { MAX_TARGETS, type Scene, type SceneTarget } from "#lib/protocol/scenes.ts";
import type { SavedSegment } from "#lib/protocol/segment.ts";
import classes from "./intent.module.css";

interface TargetsFormProps {
  scene: Scene;
  segments: readonly SavedSegment[];
  /** Answers whether they were saved. */
  onSave: (targets: SceneTarget[]) => Promise<boolean>;
  onClose: () => void;
}

const DIRECTIONS = [
  { value: "atLeast", label: "at least" },
  { value: "atMost", label: "at most" },
];
const EVERYBODY = "everybody";
const FIRST: SceneTarget = { expression: "happy", direction: "atLeast", level: 0.3, segment: null };

/** What a scene is to achieve: an expression, how many viewers are to show it, and which viewers. */
export function TargetsForm({ scene, segments, onSave, onClose }: TargetsFormProps) {
  const [targets, setTargets] = useState<SceneTarget[]>(scene.targets.length === 0 ? [FIRST] : scene.targets);
  const [saving, setSaving] = useState(false);
  const marks = useNumberMarks();
  const change = (index: number, part: Partial<SceneTarget>) =>
    setTargets((all) => all.map((target, at) => (at === index ? { ...target, ...part } : target)));
  const save = async () => {
    setSaving(true);
    if (await onSave(targets)) onClose();
    setSaving(false);
  };
  return (
    <Dialog opened onClose={onClose} title={`What “${scene.label}” is to achieve`} size="lg" centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          {targets.length === 0 && (
            <Text size="sm" c="dimmed">
              No target: the scene is shown without a verdict.
            </Text>
          )}
          {targets.map((target, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: targets have no identity of their own
            <div key={index} className={classes.targetRow}>
              <Select
                label="Expression"
                data-autofocus={index === 0 || undefined}
                data={EXPRESSIONS.map((value) => ({ value, label: EXPRESSION_STYLES[value].label }))}
                value={target.expression}
                onChange={(value) => {
                  const expression = EXPRESSIONS.find((one) => one === value);
                  if (expression !== undefined) change(index, { expression });
                }}
                allowDeselect={false}
              />
              <Select
                label="Direction"
                data={DIRECTIONS}
                value={target.direction}
                onChange={(value) => change(index, { direction: value === "atMost" ? "atMost" : "atLeast" })}
                allowDeselect={false}
              />
              <NumberInput
                label="Of viewers"
                suffix={marks.percent}
                min={1}
                max={100}
                clampBehavior="strict"
                allowDecimal={false}
                value={Math.round(target.level * 100)}
                onChange={(value) => typeof value === "number" && change(index, { level: value / 100 })}
              />
              <Select
                label="Among"
                data={audiencesOf(target, segments)}
                value={target.segment?.name ?? EVERYBODY}
                onChange={(value) => change(index, { segment: segmentNamed(value, target, segments) })}
                allowDeselect={false}
              />
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={`Remove the target ${EXPRESSION_STYLES[target.expression].label}`}
                onClick={() => setTargets((all) => all.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          ))}
          <Group justify="space-between">
            <Button
              variant="default"
              size="sm"
              leftSection={<IconPlus size={16} />}
              disabled={targets.length >= MAX_TARGETS}
              onClick={() => setTargets((all) => [...all, FIRST])}
            >
              Add target
            </Button>
            <Button type="submit" loading={saving}>
              Save targets
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Everybody, the saved segments, and the one that the target was set with if it is saved no more. */
function audiencesOf(target: SceneTarget, segments: readonly SavedSegment[]) {
  const names = new Set(segments.map(({ name }) => name));
  if (target.segment !== null) names.add(target.segment.name);
  return [
    { value: EVERYBODY, label: "Everybody" },
    ...[...names].map((name) => ({ value: name, label: name })),
  ];
}

function segmentNamed(
  name: string | null,
  target: SceneTarget,
  segments: readonly SavedSegment[],
): SceneTarget["segment"] {
  if (name === null || name === EVERYBODY) return null;
  const saved = segments.find((segment) => segment.name === name);
  return saved === undefined ? target.segment : { name: saved.name, expression: saved.expression };
}
