import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";

/** What the seven are called in other collections. */
const ALSO: Record<Expression, readonly string[]> = {
  angry: ["anger"],
  disgust: ["disgusted"],
  fear: ["fearful", "afraid", "scared"],
  happy: ["happiness", "joy", "joyful", "smiling"],
  neutral: ["neutrality", "no expression"],
  sad: ["sadness"],
  surprise: ["surprised"],
};

/** The expression that a label names, in any case; null when it names none of the seven. */
export function expressionNamed(label: string): Expression | null {
  const name = label.trim().toLowerCase();
  return EXPRESSIONS.find((expression) => expression === name || ALSO[expression].includes(name)) ?? null;
}
