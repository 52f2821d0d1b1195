import type { Expression } from "#lib/protocol/expressions.ts";

/** What the curves are drawn on, in each colour scheme; contrast is tested against these. */
export const CHART_BACKGROUND = { light: "#ffffff", dark: "#14171c" } as const;

export type ColourScheme = keyof typeof CHART_BACKGROUND;

interface ExpressionStyle {
  label: string;
  colour: Record<ColourScheme, string>;
  /** SVG stroke-dasharray: the second sign beside colour. Null is a solid line. */
  dash: string | null;
}

/**
 * Hues after Okabe and Ito (2008), lightness moved until each reaches 3:1 on its background and every pair
 * stays apart under simulated deuteranopia and protanopia; palette.test.ts holds both.
 */
export const EXPRESSION_STYLES: Record<Expression, ExpressionStyle> = {
  angry: { label: "Angry", colour: { light: "#9e241b", dark: "#d0493c" }, dash: "7 3" },
  disgust: { label: "Disgust", colour: { light: "#50a073", dark: "#86ec9a" }, dash: "2 3" },
  fear: { label: "Fear", colour: { light: "#500c70", dark: "#935c94" }, dash: "9 3 2 3" },
  happy: { label: "Happy", colour: { light: "#c48300", dark: "#f3c331" }, dash: null },
  neutral: { label: "Neutral", colour: { light: "#474d58", dark: "#b9bdc5" }, dash: "1 2" },
  sad: { label: "Sad", colour: { light: "#3f6af9", dark: "#3267f4" }, dash: "4 4" },
  surprise: { label: "Surprise", colour: { light: "#129ae0", dark: "#0baffb" }, dash: "14 3" },
};

/** Advertising moves these two more than the other five, so their curves are drawn heavier. */
export const PROMINENT_EXPRESSIONS: readonly Expression[] = ["happy", "surprise"];

/** CSS variable that holds an expression's colour in the scheme in force: app/theme.ts sets it. */
export function expressionColourVariable(expression: Expression): string {
  return `--expression-${expression}`;
}

/** The variables of every expression for one scheme. */
export function expressionColours(scheme: ColourScheme): Record<string, string> {
  return Object.fromEntries(
    Object.entries(EXPRESSION_STYLES).map(([expression, style]) => [
      expressionColourVariable(expression as Expression),
      style.colour[scheme],
    ]),
  );
}
