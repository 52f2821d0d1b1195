"use client";

import { ActionIcon, Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { IconMovie, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { spanText } from "#lib/chart/clock-text.ts";
import type { Scene } from "#lib/protocol/scenes.ts";
import classes from "./annotations.module.css";
import type { Scenes } from "./use-scenes.ts";

interface ScenesCardProps {
  of: Scenes;
  editable: boolean;
  onAdd: () => void;
  onEdit: (scene: Scene) => void;
  onPropose: () => void;
}

/** The film's scenes as a list: everything that the lane does by pointer. */
export function ScenesCard({ of, editable, onAdd, onEdit, onPropose }: ScenesCardProps) {
  const cursor = useTimeCursor();
  const { scenes, error } = of;
  return (
    <section className={classes.card} aria-labelledby="scenes-title">
      <header className={classes.head}>
        <h2 id="scenes-title" className={classes.title}>
          Scenes
        </h2>
        {editable && (
          <Group gap={6}>
            <Button size="xs" variant="default" leftSection={<IconMovie size={14} />} onClick={onPropose}>
              Propose from the film’s cuts
            </Button>
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={onAdd}>
              Add scene
            </Button>
          </Group>
        )}
      </header>
      {error !== undefined && (
        <Alert color="red" variant="light" title="The scenes could not be loaded">
          {error.message}
        </Alert>
      )}
      {scenes === undefined && error === undefined && <Skeleton height={72} radius="md" />}
      {scenes?.length === 0 && (
        <Text size="sm" c="dimmed">
          {editable
            ? "Name the parts of the film to read the curves by them and to set what each is to achieve. Draw a scene over the chart, add one here, or let the film’s own cuts propose them."
            : "Nobody has named the parts of this film yet."}
        </Text>
      )}
      {scenes !== undefined && scenes.length > 0 && (
        <ol className={classes.list} data-testid="scene-list">
          {scenes.map((scene) => (
            <li key={scene.id} className={classes.row}>
              <button
                type="button"
                className={classes.jump}
                onClick={() => cursor.seek(scene.startMs / 1000)}
                aria-label={`Go to ${scene.label}, ${spanText(scene)}`}
              >
                <span className={classes.lead}>{scene.label}</span>
                <span className={classes.time}>{spanText(scene)}</span>
              </button>
              {editable && (
                <Group gap={2} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    aria-label={`Edit ${scene.label}`}
                    onClick={() => onEdit(scene)}
                  >
                    <IconPencil size={16} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    aria-label={`Delete ${scene.label}`}
                    onClick={() => void of.remove(scene)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
