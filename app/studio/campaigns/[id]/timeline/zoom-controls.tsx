"use client";

import { ActionIcon, Group, RangeSlider, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { useTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { clockTime } from "#lib/chart/axis-format.ts";
import { isWhole, NARROWEST_SECONDS, wholeWindow, zoomWindow } from "#lib/chart/time-window.ts";
import classes from "./timeline.module.css";

const STEP = 1.6;

/** Which part of the film the charts show, by buttons and by the two ends of a slider. */
export function ZoomControls() {
  const cursor = useTimeCursor();
  const { window, change } = useTimeWindow();
  const duration = cursor.durationSeconds;
  const whole = isWhole(window, duration);
  const zoom = (factor: number) => {
    const inside = cursor.seconds >= window.from && cursor.seconds <= window.to;
    const around = inside ? cursor.seconds : (window.from + window.to) / 2;
    change(zoomWindow(window, duration, factor, around));
  };
  const buttons = [
    { label: "Zoom out", icon: IconZoomOut, act: () => zoom(STEP), off: whole },
    {
      label: "Zoom in",
      icon: IconZoomIn,
      act: () => zoom(1 / STEP),
      off: window.to - window.from <= NARROWEST_SECONDS,
    },
    { label: "Whole film", icon: IconArrowsMaximize, act: () => change(wholeWindow(duration)), off: whole },
  ];
  return (
    <div className={classes.zoom}>
      <RangeSlider
        className={classes.zoomSlider}
        aria-label="Part of the film shown"
        thumbFromLabel="Shown from"
        thumbToLabel="Shown to"
        color="gray"
        size="sm"
        thumbSize={16}
        min={0}
        max={duration}
        step={0.5}
        minRange={Math.min(NARROWEST_SECONDS, duration)}
        value={[window.from, window.to]}
        onChange={([from, to]) => change({ from, to })}
        label={clockTime}
      />
      <Group gap={2} wrap="nowrap">
        {buttons.map(({ label, icon: Icon, act, off }) => (
          <Tooltip key={label} label={label}>
            <ActionIcon variant="subtle" size="md" aria-label={label} onClick={act} disabled={off}>
              <Icon size={17} />
            </ActionIcon>
          </Tooltip>
        ))}
      </Group>
    </div>
  );
}
