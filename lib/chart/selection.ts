import { z } from "zod";
import { curveSchema } from "#lib/protocol/curves.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import { MAX_STIMULUS_SECONDS } from "#lib/protocol/limits.ts";
import { MAX_OVERLAID_SEGMENTS } from "#lib/protocol/segment.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import type { Measure } from "./series.ts";
import { SMOOTHINGS } from "./smooth-curve.ts";
import { type TimeWindow, windowText } from "./time-window.ts";

const query = timelineQuerySchema.shape;

/** "12-20.5": a part of the film that is shown. */
export const zoomSchema = z
  .string()
  .regex(/^\d{1,4}(\.\d)?-\d{1,4}(\.\d)?$/)
  .transform((text) => text.split("-").map(Number) as [number, number])
  .refine(([from, to]) => from < to)
  .transform(([from, to]): TimeWindow => ({ from, to }))
  .nullable()
  .default(null)
  .catch(null);
/** Position of the video, seconds, where a link was made. */
export const positionSchema = z.coerce
  .number()
  .min(0)
  .max(MAX_STIMULUS_SECONDS)
  .nullable()
  .default(null)
  .catch(null);
/** A position as a link has it. */
export const positionText = (seconds: number) => String(Math.round(seconds * 10) / 10);

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
  /** Seconds of the centred mean that the curves are drawn with; the numbers stay as they are. */
  smoothing: z.coerce.number().pipe(z.literal(SMOOTHINGS)).default(0).catch(0),
  /** Saved segments that are shown: one stands for the whole audience, two to five are laid over each other. */
  segments: z
    .string()
    .transform((text) => text.split(".").map(Number))
    .refine((ids) => ids.length <= MAX_OVERLAID_SEGMENTS && ids.every((id) => Number.isInteger(id) && id > 0))
    .default([])
    .catch([]),
  /** What of each segment is drawn when several are laid over each other. */
  curve: curveSchema.exclude(["interest"]).default("happy").catch("happy"),
  /** Part of the film that is shown; null is the whole. */
  zoom: zoomSchema,
  at: positionSchema,
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
  if (selection.smoothing !== 0) params.set("smoothing", String(selection.smoothing));
  if (selection.segments.length > 0) params.set("segments", selection.segments.join("."));
  if (selection.curve !== DEFAULT_SELECTION.curve) params.set("curve", selection.curve);
  if (selection.zoom !== null) params.set("zoom", windowText(selection.zoom));
  if (selection.at !== null) params.set("at", positionText(selection.at));
  return params.toString();
}

/**
 * The query string that the API and its CSV understand: the part of a selection that decides the numbers, of the one
 * segment that is chosen or of `segment`, the number of a saved one.
 */
export function timelineQueryString(selection: Selection, segment = onlySegment(selection)): string {
  const params = new URLSearchParams({
    audience: selection.audience,
    basis: selection.basis,
    threshold: thresholdText(selection),
  });
  if (selection.videoId !== undefined) params.set("videoId", String(selection.videoId));
  if (segment !== null) params.set("segment", String(segment));
  return params.toString();
}

/** The segment that stands for the whole audience; null when none or several are chosen. */
function onlySegment({ segments }: Selection): number | null {
  return segments.length === 1 ? (segments[0] ?? null) : null;
}

/** Adds the expression or takes it away, keeping the product's order. */
export function toggleExpression(shown: readonly Expression[], toggled: Expression): Expression[] {
  return EXPRESSIONS.filter((expression) => shown.includes(expression) !== (expression === toggled));
}

/** A threshold as an address has it. */
export function thresholdText({ threshold }: Pick<Selection, "threshold">): string {
  return threshold.toFixed(2);
}
