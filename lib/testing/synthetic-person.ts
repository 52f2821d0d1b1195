import type { SeededRandom } from "#lib/analytics/seeded-random.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { SampleState } from "#lib/protocol/sample.ts";

/** What makes one invented viewer differ from the next; drawn once, for the whole session. */
export interface SyntheticPerson {
  /** The face at rest, logits in EXPRESSIONS order. */
  restingLogits: readonly number[];
  /** Factor on every response; most people show little. */
  expressivity: number;
  /** Factor on happy alone: taste. */
  taste: number;
  reactionDelayMs: number;
  samplesPerSecond: number;
  facing: { yawDeg: number; pitchDeg: number };
  faceSize01: number;
  brightness01: number;
  /** Mean number a minute of each kind of gap. */
  gapsPerMinute: readonly { state: SampleState; perMinute: number; meanMs: number }[];
  /** Where the viewer closes the page, as a share of the film; null when they stay to the end. */
  leavesAt01: number | null;
  /** A stall of the film, ms, and the media second in which it happens; null for most. */
  stall: { second: number; forMs: number } | null;
}

export function syntheticPerson(random: SeededRandom, durationMs: number): SyntheticPerson {
  const chance = (share: number) => random.uniform() < share;
  const restingLogits = EXPRESSIONS.map((expression) =>
    expression === "neutral" ? 2.4 + 0.4 * random.normal() : -1.1 + 0.55 * random.normal(),
  );
  // Some faces look sad or angry at rest: their baseline is refused, and only raw values stay.
  if (chance(0.04)) restingLogits[EXPRESSIONS.indexOf(chance(0.6) ? "sad" : "angry")]! += 4;
  const dim = chance(0.06);
  const restless = Math.exp(0.5 * random.normal());
  return {
    restingLogits,
    expressivity: 0.72 * Math.exp(0.55 * random.normal()),
    taste: Math.max(0, 1 + 0.35 * random.normal()),
    reactionDelayMs: Math.min(2_000, 560 * Math.exp(0.35 * random.normal())),
    samplesPerSecond: chance(0.7) ? 15 : chance(0.6) ? 10 : 6,
    facing: { yawDeg: 4 * random.normal(), pitchDeg: -4 + 4 * random.normal() },
    faceSize01: Math.min(0.7, Math.max(0.18, 0.36 + 0.08 * random.normal())),
    brightness01: dim ? 0.2 : Math.min(0.85, Math.max(0.3, 0.52 + 0.1 * random.normal())),
    gapsPerMinute: [
      { state: "lookingAway", perMinute: 1.5 * restless, meanMs: 1_300 },
      { state: "noFace", perMinute: 0.5 * restless, meanMs: 1_600 },
      { state: "manyFaces", perMinute: chance(0.07) ? 1.5 : 0.05, meanMs: 1_200 },
      { state: "tooDark", perMinute: dim ? 2.5 : 0, meanMs: 1_800 },
      { state: "tabHidden", perMinute: 0.06, meanMs: 3_000 },
    ],
    leavesAt01: chance(0.1) ? 0.05 + 0.9 * random.uniform() : null,
    stall: chance(0.06)
      ? { second: Math.floor((random.uniform() * durationMs) / 1000), forMs: 400 + 2_600 * random.uniform() }
      : null,
  };
}
