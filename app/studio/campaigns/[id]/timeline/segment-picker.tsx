"use client";

import { Button, Menu, Text } from "@mantine/core";
import { IconCheck, IconChevronDown, IconPencil, IconPlus, IconUsersGroup } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { segmentWords } from "#lib/chart/segment-tree.ts";
import type { Selection } from "#lib/chart/selection.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { MAX_OVERLAID_SEGMENTS, type SavedSegment } from "#lib/protocol/segment.ts";
import type { Segments } from "./use-segments.ts";

const SegmentBuilder = dynamic(() => import("./segment-builder.tsx").then((module) => module.SegmentBuilder));

interface SegmentPickerProps {
  campaignId: number;
  of: Segments;
  variables: readonly SegmentVariable[];
  selection: Selection;
  select: (part: Partial<Selection>) => void;
  editable: boolean;
}

/** Whose curves are shown: everybody's, one segment's, or up to five segments over each other. */
export function SegmentPicker({
  campaignId,
  of,
  variables,
  selection,
  select,
  editable,
}: SegmentPickerProps) {
  const { count } = useNumberWords();
  const button = useRef<HTMLButtonElement>(null);
  const [asking, ask] = useState<SavedSegment | "new" | null>(null);
  const chosen = selection.segments;
  const toggle = (id: number) =>
    select({ segments: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id] });
  const names = of.segments?.filter(({ id }) => chosen.includes(id)).map(({ name }) => name) ?? [];
  const label =
    chosen.length === 0
      ? "Everybody"
      : chosen.length === 1
        ? (names[0] ?? "1 segment")
        : `${count(chosen.length)} segments`;
  return (
    <>
      <Menu position="bottom-start" width={330} closeOnItemClick={false}>
        <Menu.Target>
          <Button
            ref={button}
            variant="default"
            size="sm"
            leftSection={<IconUsersGroup size={16} />}
            rightSection={<IconChevronDown size={14} />}
            data-testid="segment-picker"
          >
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={chosen.length === 0 ? <IconCheck size={16} /> : <span style={{ width: 16 }} />}
            onClick={() => select({ segments: [] })}
          >
            Everybody
          </Menu.Item>
          {of.error !== undefined && <Menu.Label>{of.error.message}</Menu.Label>}
          {of.segments !== undefined && of.segments.length > 0 && (
            <Menu.Label>One to read alone, two to five to compare</Menu.Label>
          )}
          {of.segments?.map((segment) => {
            const on = chosen.includes(segment.id);
            return (
              <Menu.CheckboxItem
                key={segment.id}
                checked={on}
                checkIcon={<IconCheck size={16} />}
                disabled={!on && chosen.length >= MAX_OVERLAID_SEGMENTS}
                onChange={() => toggle(segment.id)}
              >
                <Text size="sm" fw={500}>
                  {segment.name}
                </Text>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {segmentWords(segment.expression, variables)}
                </Text>
              </Menu.CheckboxItem>
            );
          })}
          {editable && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} />} closeMenuOnClick onClick={() => ask("new")}>
                New segment
              </Menu.Item>
              {of.segments
                ?.filter(({ id }) => chosen.includes(id))
                .map((segment) => (
                  <Menu.Item
                    key={segment.id}
                    leftSection={<IconPencil size={16} />}
                    closeMenuOnClick
                    onClick={() => ask(segment)}
                  >
                    Edit “{segment.name}”
                  </Menu.Item>
                ))}
            </>
          )}
          {!editable && of.segments?.length === 0 && <Menu.Label>No segment was saved yet.</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {asking !== null && (
        <SegmentBuilder
          campaignId={campaignId}
          variables={variables}
          selection={selection}
          segment={asking === "new" ? null : asking}
          opener={button}
          onSave={(draft) =>
            of.save(draft, asking === "new" ? null : asking, ({ id }) => {
              if (!chosen.includes(id) && chosen.length < MAX_OVERLAID_SEGMENTS) {
                select({ segments: [...chosen, id] });
              }
            })
          }
          onDelete={
            asking === "new"
              ? null
              : () => {
                  ask(null);
                  select({ segments: chosen.filter((id) => id !== asking.id) });
                  void of.remove(asking);
                }
          }
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}
