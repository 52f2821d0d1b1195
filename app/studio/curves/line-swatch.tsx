import { EXPRESSION_STYLES, expressionColourVariable } from "#lib/chart/palette.ts";
import type { Expression } from "#lib/protocol/expressions.ts";

/** A piece of the curve as it is drawn: its colour and its dashes. */
export function LineSwatch({ expression, width = 22 }: { expression: Expression; width?: number }) {
  return (
    <svg width={width} height="8" aria-hidden="true" focusable="false">
      <line
        x1="1"
        x2={width - 1}
        y1="4"
        y2="4"
        stroke={`var(${expressionColourVariable(expression)})`}
        strokeWidth="2.5"
        strokeDasharray={EXPRESSION_STYLES[expression].dash ?? undefined}
      />
    </svg>
  );
}
