"use client";

import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { clockTime } from "#lib/chart/axis-format.ts";
import { shareOfWindow } from "#lib/chart/time-window.ts";
import classes from "./curves.module.css";
import { useCursorState } from "./use-time-cursor.ts";
import { useTimeWindow } from "./use-time-window.ts";

/** The card beside the reader's pointer, on the side where there is room. */
export function HoverReadout({ children }: { children: (second: number) => ReactNode }) {
  const { shown } = useTimeWindow();
  const hoveredSecond = useCursorState((state) => state.hoveredSecond);
  if (hoveredSecond === null) return null;
  const share = Math.min(1, Math.max(0, shareOfWindow(shown, hoveredSecond + 0.5)));
  return (
    <div className={classes.overlay} aria-hidden="true">
      <div className={classes.hoverLine} style={{ left: `${share * 100}%` }} />
      <div
        className={classes.readoutAnchor}
        data-side={share > 0.5 ? "left" : "right"}
        style={{ left: `${share * 100}%` }}
      >
        <div className={classes.readout}>
          <Group justify="space-between" mb={6} gap="xl" wrap="nowrap">
            <Text size="xs" fw={600}>
              {clockTime(hoveredSecond)}
            </Text>
            <Text size="xs" c="dimmed">
              second {hoveredSecond}
            </Text>
          </Group>
          {children(hoveredSecond)}
        </div>
      </div>
    </div>
  );
}

/** One line of a readout: swatch, name, value, and what it rests on. */
export function ReadoutRow(props: { swatch?: ReactNode; label: string; value: string; detail?: string }) {
  return (
    <div className={classes.readoutRow}>
      <span className={classes.readoutSwatch}>{props.swatch}</span>
      <span>{props.label}</span>
      <span className={classes.readoutValue}>{props.value}</span>
      <span className={classes.readoutDetail}>{props.detail ?? ""}</span>
    </div>
  );
}
