import { sampleExpressiveness } from "#lib/analytics/expressiveness.ts";
import type { SeededRandom } from "#lib/analytics/seeded-random.ts";
import { sampleValence } from "#lib/analytics/valence.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { SCALE } from "#lib/protocol/limits.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { type Response, responseAt } from "./expression-response.ts";
import { syntheticPerson } from "./synthetic-person.ts";

/**
 * What a synthetic viewer's seconds are made of, where whole audiences are needed by the thousand
 * (bench/compare.ts). The person is lib/testing/synthetic-person.ts'; times in seconds, sizes in logits.
 */
export const SYNTHETIC_TRACK = {
  /** Unrest of each expression that a second forgets two thirds of, as the synthetic face's. */
  unrest: { memory: 0.9, logits: 0.3 },
  /** Mood that wanders through the film: neighbouring seconds are not new evidence. */
  mood: { memory: 12, logits: 0.35 },
  /** Chance a second that measuring fails from there on, and mean length of it. */
  gap: { chance: 0.02, meanSeconds: 2.5 },
  /** Seconds of the neutral calibration. */
  calibrationSeconds: 5,
} as const;

/** One viewer of a film of `seconds` that moves them by `responses`; seconds after they left are absent. */
export function syntheticTrack(
  random: SeededRandom,
  seconds: number,
  responses: readonly Response[],
): ViewerSecond[] {
  const person = syntheticPerson(random, seconds * 1_000);
  const unrest = wandering(random, SYNTHETIC_TRACK.unrest);
  const mood = wandering(random, SYNTHETIC_TRACK.mood);
  const scoresAt = (timeMs: number | null) => {
    const moved = timeMs === null ? null : responseAt(responses, timeMs - person.reactionDelayMs);
    const [a, b] = [unrest(), mood()];
    return softmax(
      EXPRESSIONS.map((name, i) => {
        const gain = person.expressivity * (name === "happy" ? person.taste : 1);
        return person.restingLogits[i]! + gain * (moved?.[i] ?? 0) + a[i]! + b[i]!;
      }),
    );
  };
  const calm = Array.from({ length: SYNTHETIC_TRACK.calibrationSeconds }, () => scoresAt(null));
  const medians = EXPRESSIONS.map((_, i) => toScale([...calm.map((s) => s[i]!)].sort((x, y) => x - y)[2]!));
  const highest = Math.max(...medians);
  const baseline = medians[4] === highest ? medians : null;
  const watched = Math.ceil(seconds * (person.leavesAt01 ?? 1));
  let lostUntil = -1;
  return Array.from({ length: watched }, (_, second) => {
    const scores = scoresAt(1_000 * (second + 0.5));
    const { chance, meanSeconds } = SYNTHETIC_TRACK.gap;
    if (random.uniform() < chance)
      lostUntil = second + Math.ceil(-meanSeconds * Math.log(1 - random.uniform()));
    return second < lostUntil ? LOST : seen(scores, baseline, random);
  });
}

const LOST: ViewerSecond = {
  coverage: 0,
  loss: "lookingAway",
  raw: null,
  corrected: null,
  valence: null,
  expressiveness: null,
  attention: 0,
  interest: 0,
};

function seen(
  scores: readonly number[],
  baseline: readonly number[] | null,
  random: SeededRandom,
): ViewerSecond {
  const raw = scores.map(toScale);
  const attention = Math.min(SCALE, toScale(0.97 + 0.05 * random.normal()));
  const expressiveness = baseline && toScale(sampleExpressiveness(scores, baseline[4]! / SCALE));
  return {
    coverage: SCALE,
    loss: null,
    raw,
    corrected: baseline && raw.map((x, i) => x - baseline[i]!),
    valence: toScale(sampleValence(scores)),
    expressiveness,
    attention,
    interest: expressiveness === null ? null : Math.round((attention * expressiveness) / SCALE),
  };
}

/** An AR(1) walk a second of each expression, begun where it is at home. */
function wandering(random: SeededRandom, { memory, logits }: { memory: number; logits: number }) {
  const keep = Math.exp(-1 / memory);
  const fresh = Math.sqrt(1 - keep * keep);
  const state = EXPRESSIONS.map(() => logits * random.normal());
  return () => {
    for (let i = 0; i < state.length; i++) state[i] = keep * state[i]! + fresh * logits * random.normal();
    return state;
  };
}

function softmax(logits: readonly number[]): number[] {
  const exps = logits.map((logit) => Math.exp(logit));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((value) => value / sum);
}

function toScale(value: number): number {
  return Math.round(value * SCALE) + 0;
}
