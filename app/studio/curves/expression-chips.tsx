"use client";

import { Group } from "@mantine/core";
import type { Dispatch, SetStateAction } from "react";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { toggleExpression } from "#lib/chart/selection.ts";
import type { Curve } from "#lib/chart/series.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import classes from "./expression-chips.module.css";
import { LineSwatch } from "./line-swatch.tsx";
import { readSecond, useCursorState } from "./use-time-cursor.ts";

interface ExpressionChipsProps {
  shown: readonly Expression[];
  onChange: (shown: Expression[]) => void;
  curves: Record<Expression, Curve>;
  formatValue: (value: number) => string;
  onFocus: Dispatch<SetStateAction<Expression | null>>;
}

/** Legend, switches and readout in one: every chip tells its curve's value at the pointer. */
export function ExpressionChips({ shown, onChange, curves, formatValue, onFocus }: ExpressionChipsProps) {
  return (
    <Group gap={5} className={classes.chips} role="group" aria-label="Expressions shown">
      {EXPRESSIONS.map((expression) => {
        const on = shown.includes(expression);
        return (
          <button
            key={expression}
            type="button"
            className={classes.chip}
            aria-pressed={on}
            data-expression={expression}
            onClick={() => onChange(toggleExpression(shown, expression))}
            onPointerEnter={() => onFocus(on ? expression : null)}
            onPointerLeave={() => onFocus(null)}
          >
            <LineSwatch expression={expression} width={18} />
            <span>{EXPRESSION_STYLES[expression].label}</span>
            <ChipValue curve={curves[expression]} formatValue={formatValue} />
          </button>
        );
      })}
    </Group>
  );
}

function ChipValue({ curve, formatValue }: { curve: Curve; formatValue: (value: number) => string }) {
  const text = useCursorState((state) => {
    const value = curve[readSecond(state)]?.value ?? null;
    return value === null ? "\u2013" : formatValue(value);
  });
  return <span className={classes.chipValue}>{text}</span>;
}
