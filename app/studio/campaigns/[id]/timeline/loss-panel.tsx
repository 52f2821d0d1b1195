"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId, useMemo } from "react";
import curves from "#app/studio/curves/curves.module.css";
import { StripPanel } from "#app/studio/curves/strip-panel.tsx";
import { useTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type LossTotal, lossTotals, type StripPoint } from "#lib/chart/losses.ts";
import type { TimeWindow } from "#lib/chart/time-window.ts";
import classes from "./loss-panel.module.css";

interface LossPanelProps {
  points: readonly StripPoint[];
  /** Only sketched while something above it has still to be drawn. */
  waits: boolean;
}

/** How many viewers every second rests on; on request, why the others could not be measured. */
export function LossPanel({ points, waits }: LossPanelProps) {
  const [open, { toggle }] = useDisclosure(false);
  const { shown } = useTimeWindow();
  const id = useId();
  const totals = useMemo(
    () => lossTotals(points.filter(({ second }) => second + 1 > shown.from && second < shown.to)),
    [points, shown],
  );
  return (
    <>
      <div className={curves.panelTitle}>
        Viewers measured <small>with valid expression scores, of those who reached the second</small>
        {totals.length > 0 && (
          <Button
            className={classes.toggle}
            variant="subtle"
            size="compact-xs"
            c="dimmed"
            fw={500}
            aria-expanded={open}
            aria-controls={id}
            rightSection={open ? <IconChevronUp size={12} /> : <IconChevronDown size={12} />}
            onClick={toggle}
          >
            Losses by reason
          </Button>
        )}
      </div>
      <StripPanel points={points} waits={waits} />
      <div id={id}>
        {open && (
          <ul className={classes.reasons} data-testid="losses-by-reason">
            {totals.map((total) => (
              <LossRow key={total.reason} total={total} window={shown} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

/** One reason: its share of the time, and where in the film it happened, darker where more viewers were lost. */
function LossRow({ total, window }: { total: LossTotal; window: TimeWindow }) {
  const { percent, count } = useNumberWords();
  const most = total.bySecond.reduce((max, { share }) => Math.max(max, share), 0);
  return (
    <li>
      <div className={classes.label}>
        <span>{total.label}</span>
        <small>
          {percent(total.share, 1)} of viewing time, {count(total.viewerSeconds)} viewer-seconds, at most{" "}
          {percent(most, 0)} in a second
        </small>
      </div>
      <svg
        className={classes.heat}
        viewBox={`${window.from} 0 ${window.to - window.from} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {total.bySecond
          .filter(({ share }) => share > 0)
          .map(({ second, share }) => (
            <rect
              key={second}
              x={second}
              y={0}
              width={1}
              height={1}
              fill="var(--mantine-color-text)"
              fillOpacity={0.15 + 0.85 * (share / most)}
            />
          ))}
      </svg>
    </li>
  );
}
