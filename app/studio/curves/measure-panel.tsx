"use client";

import { useMemo } from "react";
import { valueDomain } from "#lib/chart/domain.ts";
import type { Curve } from "#lib/chart/series.ts";
import type { DrawnCurve } from "./curve-look.ts";
import { CurvePanel } from "./curve-panel.tsx";
import classes from "./curves.module.css";

interface MeasurePanelProps {
  title: string;
  detail: string;
  testId: string;
  curve: Curve;
  /** "share" runs from 0 to 1; "signed" as far as the values do. */
  scale: "share" | "signed";
  heightPx: number;
  formatValue: (value: number) => string;
  showTimes?: boolean;
  /** Only sketched while something above it has still to be drawn. */
  waits?: boolean | undefined;
  /** Told once when the curve stands. */
  onDrawn?: (() => void) | undefined;
}

const SHARE_DOMAIN = [0, 1] as const;
const COLOUR = "var(--mantine-color-text)";

/** One measure that is not an expression, under its own title. */
export function MeasurePanel(props: MeasurePanelProps) {
  const { title, detail, testId, curve, scale, heightPx, formatValue, showTimes = false } = props;
  const drawn = useMemo<DrawnCurve[]>(
    () => [{ key: testId, curve, colour: COLOUR, dash: null, prominent: true }],
    [testId, curve],
  );
  const domain = useMemo(
    () => (scale === "share" ? SHARE_DOMAIN : valueDomain([curve], { floor: -1, ceiling: 1 })),
    [scale, curve],
  );
  return (
    <>
      <div className={classes.panelTitle}>
        {title} <small>{detail}</small>
      </div>
      <CurvePanel
        testId={testId}
        curves={drawn}
        domain={domain}
        heightPx={heightPx}
        formatValue={formatValue}
        showTimes={showTimes}
        waits={props.waits}
        onDrawn={props.onDrawn}
      />
    </>
  );
}
