import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";
import type { Estimate, Timeline, TimelineSecond } from "#lib/protocol/timeline.ts";

/** Which figure of an audience is drawn. */
export type Measure = "share" | "mean";

/**
 * One second of one curve. A second is drawn at its middle, because its number is about [second, second + 1).
 * Null is missing: a gap in the curve, never zero and never bridged.
 */
export interface CurvePoint {
  atSeconds: number;
  second: number;
  value: number | null;
  /** 95% interval, low and high; null where there is none. */
  band: [number, number] | null;
  /** Viewers behind the value. */
  n: number;
  /** True when both neighbours are missing: a line through it would be invisible, so it is drawn as a dot. */
  alone: boolean;
}

export type Curve = readonly CurvePoint[];

interface Reading {
  value: number | null;
  band: [number, number] | null;
  n: number;
}

function curve(seconds: readonly { second: number }[], read: (index: number) => Reading): Curve {
  const readings = seconds.map((_, index) => read(index));
  const missing = (index: number) => (readings[index]?.value ?? null) === null;
  return readings.map((reading, index) => ({
    ...reading,
    second: seconds[index]!.second,
    atSeconds: seconds[index]!.second + 0.5,
    alone: reading.value !== null && missing(index - 1) && missing(index + 1),
  }));
}

function fromEstimate(estimate: Estimate | null, n: number): Reading {
  if (estimate === null) return { value: null, band: null, n };
  return { value: estimate.value, band: [estimate.low, estimate.high], n };
}

/** The seven curves of an audience, by expression. */
export function audienceCurves(timeline: Timeline, measure: Measure): Record<Expression, Curve> {
  const estimates = (second: TimelineSecond) => (measure === "share" ? second.reactionShare : second.mean);
  return byExpression((at) =>
    curve(timeline.seconds, (index) => {
      const second = timeline.seconds[index]!;
      return fromEstimate(estimates(second)?.[at] ?? null, second.n);
    }),
  );
}

export function valenceCurve(timeline: Timeline): Curve {
  return curve(timeline.seconds, (index) => {
    const second = timeline.seconds[index]!;
    return fromEstimate(second.valence, second.nValence);
  });
}

export function attentionCurve(timeline: Timeline): Curve {
  return curve(timeline.seconds, (index) => {
    const second = timeline.seconds[index]!;
    return fromEstimate(second.attention, second.nAttention);
  });
}

/** One respondent's seven curves, raw or corrected; there is no band about one viewer. */
export function respondentCurves(
  respondent: Respondent,
  basis: "raw" | "corrected",
): Record<Expression, Curve> {
  return byExpression((at) => respondentCurve(respondent, (second) => second[basis]?.[at] ?? null));
}

/** One value a second of one respondent, for the measures that are not expressions. */
export function respondentCurve(
  respondent: Respondent,
  read: (second: Respondent["seconds"][number]) => number | null,
): Curve {
  return curve(respondent.seconds, (index) => {
    const value = read(respondent.seconds[index]!);
    return { value, band: null, n: value === null ? 0 : 1 };
  });
}

function byExpression(make: (at: number) => Curve): Record<Expression, Curve> {
  const entries = EXPRESSIONS.map((expression, at) => [expression, make(at)] as const);
  return Object.fromEntries(entries) as Record<Expression, Curve>;
}
