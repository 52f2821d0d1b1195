import type { AudienceSums } from "#lib/analytics/audience-sums.ts";
import { meanShare95 } from "#lib/analytics/mean-share.ts";
import { reactionShare } from "#lib/analytics/reaction-share.ts";
import { meanT95 } from "#lib/analytics/student-t.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { MIN_AUDIENCE, SCALE } from "#lib/protocol/limits.ts";
import type { Basis, Estimate, TimelineSecond } from "#lib/protocol/timeline.ts";
import { LOSS_REASONS } from "#lib/protocol/viewer-second.ts";

type Losses = TimelineSecond["losses"];

/**
 * What may be shown of one second. Below MIN_AUDIENCE viewers a number is null, each by its own n; the counts
 * stay. On the corrected basis n counts the viewers who have corrected values.
 */
export function timelineSecond(
  second: number,
  sums: AudienceSums,
  basis: Basis,
  threshold: number,
): TimelineSecond {
  const n = basis === "raw" ? sums.n : sums.nCorrected;
  const shown = n >= MIN_AUDIENCE;
  const powers = basis === "raw" ? sums.raw : sums.corrected;
  const { valence } = sums;
  return {
    second,
    reached: sums.reached,
    n,
    reactionShare: shown ? EXPRESSIONS.map((_, i) => share(sums, i, basis, threshold)) : null,
    mean: shown ? powers.map((power) => meanT95(power.sum, power.sumSquares, n)) : null,
    nValence: sums.n,
    valence: sums.n < MIN_AUDIENCE ? null : meanT95(valence.sum, valence.sumSquares, sums.n),
    nAttention: sums.nAttention,
    attention: attentionOf(sums),
    coverage: sums.reached >= MIN_AUDIENCE ? sums.coverageSum / sums.reached / SCALE : null,
    losses: Object.fromEntries(LOSS_REASONS.map((reason, i) => [reason, sums.losses[i] ?? 0])) as Losses,
  };
}

function share(sums: AudienceSums, expression: number, basis: Basis, threshold: number): Estimate {
  const estimate = reactionShare(sums, expression, basis, threshold);
  if (!estimate) throw new RangeError("a reaction share without viewers");
  return estimate;
}

function attentionOf({ attention, nAttention }: AudienceSums): Estimate | null {
  return nAttention < MIN_AUDIENCE ? null : meanShare95(attention.sum, attention.sumSquares, nAttention);
}
