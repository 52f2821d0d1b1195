import { median } from "simple-statistics";
import type { BaselineRefusal } from "#lib/protocol/capture-events.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import { type Batch, hasScores, type Sample } from "#lib/protocol/sample.ts";
import { coverSecond } from "./coverage.ts";
import { NEUTRAL } from "./expressiveness.ts";

/** A viewer's calm face: seven medians in 1/10,000, in EXPRESSIONS order. */
export type Baseline = readonly number[];

export interface FacingPose {
  yawDeg: number;
  pitchDeg: number;
}

export interface Calibration {
  /** Null exactly when `refusal` says why. */
  baseline: Baseline | null;
  refusal: BaselineRefusal | null;
  /** Median head pose over the valid samples: how this viewer faces the screen; null without any. */
  facingPose: FacingPose | null;
}

/** Least time covered by valid samples, ms. */
const LEAST_VALID_MS = 3_000;
/** A median of another expression above this is no calm face. */
const HIGHEST_OTHER = 0.5 * SCALE;

/**
 * Judges the neutral calibration: the median of each expression over its valid samples (state `face`).
 * Refused when they cover less than 3 s, when another expression's median passes 0.5, or when neutral is
 * not the largest. `batches` are those of segment 0. Source: metrics.md, "Baseline".
 */
export function calibrate(batches: readonly Batch[]): Calibration {
  const valid: (Sample & { scores: readonly number[] })[] = [];
  let validMs = 0;
  for (const batch of batches) {
    for (const { sample, coverMs } of coverSecond(batch.samples, batch.second)) {
      if (sample.state !== "face" || !hasScores(sample)) continue;
      valid.push(sample);
      validMs += coverMs;
    }
  }
  if (valid.length === 0) return { baseline: null, refusal: "tooFewSamples", facingPose: null };
  const facingPose = {
    yawDeg: median(valid.map((sample) => sample.yawDeg)),
    pitchDeg: median(valid.map((sample) => sample.pitchDeg)),
  };
  const baseline = Array.from({ length: EXPRESSION_COUNT }, (_, i) =>
    Math.round(SCALE * median(valid.map((sample) => sample.scores[i]!))),
  );
  const refusal = validMs < LEAST_VALID_MS ? "tooFewSamples" : whyNotNeutral(baseline);
  return { baseline: refusal ? null : baseline, refusal, facingPose };
}

function whyNotNeutral(medians: Baseline): BaselineRefusal | null {
  const highestOther = Math.max(...medians.filter((_, i) => i !== NEUTRAL));
  if (highestOther > HIGHEST_OTHER) return "otherExpressionHigh";
  if (highestOther > medians[NEUTRAL]!) return "neutralNotLargest";
  return null;
}
