import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import { hasScores, type Sample } from "#lib/protocol/sample.ts";
import { LOSS_REASONS, type LossReason, type ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { secondAttention } from "./attention.ts";
import type { Baseline } from "./baseline.ts";
import { type CoveredSample, coverSecond } from "./coverage.ts";
import { NEUTRAL, sampleExpressiveness } from "./expressiveness.ts";
import { sampleValence } from "./valence.ts";

/** Expressions of a second are valid when `face` covers at least half of it. */
const LEAST_COVERAGE = SCALE / 2;

/**
 * One viewer's second: coverage-weighted means over its valid samples, as integers in 1/10,000. Valence and
 * expressiveness are computed a sample and then averaged; corrected = raw - baseline is taken on the second,
 * never on samples. Without enough valid samples the scores are null and `loss` says why. Attention has its
 * own rule and can be there, even 0, when expressions are missing. Source: metrics.md, "Viewer-second".
 *
 * `samples` are those with a media time in [second, second + 1).
 */
export function viewerSecond(
  samples: readonly Sample[],
  second: number,
  baseline: Baseline | null,
): ViewerSecond {
  const covered = coverSecond(samples, second);
  const coverage = Math.min(SCALE, toScale(faceMs(covered) / 1000));
  const attention = nullable(secondAttention(covered), toScale);
  const scored = coverage >= LEAST_COVERAGE ? score(covered, baseline) : null;
  return {
    coverage,
    loss: scored ? null : mainLoss(covered),
    raw: scored?.raw ?? null,
    corrected: scored?.corrected ?? null,
    valence: scored?.valence ?? null,
    expressiveness: scored?.expressiveness ?? null,
    attention,
    interest: interest(attention, scored?.expressiveness ?? null),
  };
}

function score(covered: readonly CoveredSample[], baseline: Baseline | null) {
  const sums = new Array<number>(EXPRESSION_COUNT).fill(0);
  const baselineNeutral = (baseline?.[NEUTRAL] ?? 0) / SCALE;
  let weight = 0;
  let valence = 0;
  let expressiveness = 0;
  for (const { sample, coverMs } of covered) {
    if (sample.state !== "face" || !hasScores(sample)) continue;
    weight += coverMs;
    for (let i = 0; i < EXPRESSION_COUNT; i++) sums[i]! += coverMs * sample.scores[i]!;
    valence += coverMs * sampleValence(sample.scores);
    if (baseline) expressiveness += coverMs * sampleExpressiveness(sample.scores, baselineNeutral);
  }
  const raw = sums.map((sum) => toScale(sum / weight));
  return {
    raw,
    corrected: baseline ? raw.map((value, i) => value - baseline[i]!) : null,
    valence: toScale(valence / weight),
    expressiveness: baseline ? toScale(expressiveness / weight) : null,
  };
}

function faceMs(covered: readonly CoveredSample[]): number {
  let sum = 0;
  for (const { sample, coverMs } of covered) {
    if (sample.state === "face" && hasScores(sample)) sum += coverMs;
  }
  return sum;
}

/** The reason that covers most of what is not valid; the first of LOSS_REASONS when several cover as much. */
function mainLoss(covered: readonly CoveredSample[]): LossReason {
  const lostMs = new Map<LossReason, number>();
  let coveredMs = 0;
  for (const { sample, coverMs } of covered) {
    coveredMs += coverMs;
    if (sample.state !== "face") lostMs.set(sample.state, (lostMs.get(sample.state) ?? 0) + coverMs);
  }
  lostMs.set("notMeasured", 1000 - coveredMs);
  let main: LossReason = "notMeasured";
  let mainMs = 0;
  for (const reason of LOSS_REASONS) {
    const ms = lostMs.get(reason) ?? 0;
    if (ms > mainMs) [main, mainMs] = [reason, ms];
  }
  return main;
}

/** Attention x expressiveness, both in 1/10,000; 0 where attention is 0, whatever the face did. */
function interest(attention: number | null, expressiveness: number | null): number | null {
  if (attention === 0) return 0;
  if (attention === null || expressiveness === null) return null;
  return Math.round((attention * expressiveness) / SCALE);
}

function toScale(value: number): number {
  // `+ 0` turns -0, which a negative valence can round to, into 0.
  return Math.round(value * SCALE) + 0;
}

function nullable(value: number | null, map: (value: number) => number): number | null {
  return value === null ? null : map(value);
}
