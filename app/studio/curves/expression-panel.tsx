"use client";

import { type ReactNode, useMemo } from "react";
import { valueDomain } from "#lib/chart/domain.ts";
import type { Curve } from "#lib/chart/series.ts";
import type { Expression } from "#lib/protocol/expressions.ts";
import { CurvePanel } from "./curve-panel.tsx";
import classes from "./curves.module.css";
import { drawExpressions } from "./draw-expressions.ts";

interface ExpressionPanelProps {
  testId: string;
  curves: Record<Expression, Curve>;
  shown: readonly Expression[];
  /** The curve that is pointed at in the legend; the others fade. */
  focused: Expression | null;
  /** The measure's own limits. */
  limits: { floor: number; ceiling: number };
  heightPx: number;
  formatValue: (value: number) => string;
  showTimes?: boolean;
  /** Told once when the curves stand. */
  onDrawn?: (() => void) | undefined;
  /** Lies over the plot: why it is empty. */
  children?: ReactNode;
}

/** The shown expressions in one plot. */
export function ExpressionPanel(props: ExpressionPanelProps) {
  const { testId, curves, shown, focused, heightPx, formatValue, showTimes = false, children } = props;
  const { floor, ceiling } = props.limits;
  const drawn = useMemo(() => drawExpressions(curves, shown), [curves, shown]);
  const domain = useMemo(
    () =>
      valueDomain(
        drawn.map(({ curve }) => curve),
        { floor, ceiling },
      ),
    [drawn, floor, ceiling],
  );
  return (
    <div className={`${classes.curves} ${classes.plot}`} data-focus={focused ?? undefined}>
      <CurvePanel
        testId={testId}
        curves={drawn}
        domain={domain}
        heightPx={heightPx}
        formatValue={formatValue}
        showTimes={showTimes}
        onDrawn={props.onDrawn}
      />
      {children}
    </div>
  );
}
