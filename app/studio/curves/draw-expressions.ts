import { EXPRESSION_STYLES, expressionColourVariable, PROMINENT_EXPRESSIONS } from "#lib/chart/palette.ts";
import type { Curve } from "#lib/chart/series.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import type { DrawnCurve } from "./curve-look.ts";

/** The shown expressions as they are drawn: the prominent ones last, and so on top. */
export function drawExpressions(
  curves: Record<Expression, Curve>,
  shown: readonly Expression[],
): DrawnCurve[] {
  const order = [...EXPRESSIONS].sort(
    (a, b) => Number(PROMINENT_EXPRESSIONS.includes(a)) - Number(PROMINENT_EXPRESSIONS.includes(b)),
  );
  return order
    .filter((expression) => shown.includes(expression))
    .map((expression) => ({
      key: expression,
      curve: curves[expression],
      colour: `var(${expressionColourVariable(expression)})`,
      dash: EXPRESSION_STYLES[expression].dash,
      prominent: PROMINENT_EXPRESSIONS.includes(expression) || shown.length <= 2,
    }));
}
