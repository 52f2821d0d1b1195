import { z } from "zod";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import type { Measure } from "./series.ts";

const query = timelineQuerySchema.shape;

/** What a timeline page shows. It lives in the address, so that a link shows the same to a colleague. */
const selectionSchema = z.object({
  videoId: query.videoId.catch(undefined),
  audience: query.audience.catch("real"),
  basis: query.basis.catch("corrected"),
  threshold: query.threshold.catch(0.25),
  measure: z
    .enum(["share", "mean"] satisfies Measure[])
    .default("share")
    .catch("share"),
  expressions: z
    .string()
    .transform((text) => EXPRESSIONS.filter((expression) => text.split(".").includes(expression)))
    .default([...EXPRESSIONS]),
});
export type Selection = z.infer<typeof selectionSchema>;

export const DEFAULT_SELECTION: Selection = selectionSchema.parse({});

/** Reads a query string; whatever it cannot read is the default. */
export function readSelection(params: URLSearchParams): Selection {
  return selectionSchema.parse(Object.fromEntries(params));
}

/** The query string of a selection, without what is the default. */
export function writeSelection(selection: Selection): string {
  const params = new URLSearchParams();
  if (selection.videoId !== undefined) params.set("videoId", String(selection.videoId));
  if (selection.audience !== DEFAULT_SELECTION.audience) params.set("audience", selection.audience);
  if (selection.basis !== DEFAULT_SELECTION.basis) params.set("basis", selection.basis);
  if (selection.threshold !== DEFAULT_SELECTION.threshold) params.set("threshold", thresholdText(selection));
  if (selection.measure !== DEFAULT_SELECTION.measure) params.set("measure", selection.measure);
  if (selection.expressions.length !== EXPRESSIONS.length) {
    params.set("expressions", selection.expressions.join("."));
  }
  return params.toString();
}

/** The query string that the API and its CSV understand: the part of a selection that decides the numbers. */
export function timelineQueryString(selection: Selection): string {
  const params = new URLSearchParams({
    audience: selection.audience,
    basis: selection.basis,
    threshold: thresholdText(selection),
  });
  if (selection.videoId !== undefined) params.set("videoId", String(selection.videoId));
  return params.toString();
}

/** Adds the expression or takes it away, keeping the product's order. */
export function toggleExpression(shown: readonly Expression[], toggled: Expression): Expression[] {
  return EXPRESSIONS.filter((expression) => shown.includes(expression) !== (expression === toggled));
}

function thresholdText(selection: Selection): string {
  return selection.threshold.toFixed(2);
}
