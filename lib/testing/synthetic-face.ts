import type { SeededRandom } from "#lib/analytics/seeded-random.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Sample, SampleState } from "#lib/protocol/sample.ts";
import { type Response, responseAt } from "./expression-response.ts";
import type { SyntheticPerson } from "./synthetic-person.ts";

/** Time in which an expression's own unrest forgets itself, and its size in logits. */
const UNREST_MS = 900;
const UNREST_LOGITS = 0.45;
const CONTRAST = 0.4;
const SURPRISE = EXPRESSIONS.indexOf("surprise");

/** A face that remembers: its unrest is an AR(1) process an expression, its gaps last. */
export function syntheticFace(person: SyntheticPerson, random: SeededRandom) {
  const unrest = EXPRESSIONS.map(() => UNREST_LOGITS * random.normal());
  const sway = { yawDeg: 0, pitchDeg: 0, rollDeg: 0 };
  let gap: { state: SampleState; untilMs: number } | null = null;
  let lastMs: number | null = null;

  return (mediaTimeMs: number, captureTimeMs: number, responses: readonly Response[]): Sample => {
    const passedMs = lastMs === null ? 0 : captureTimeMs - lastMs;
    lastMs = captureTimeMs;
    const keep = Math.exp(-passedMs / UNREST_MS);
    const fresh = Math.sqrt(1 - keep * keep);
    for (let i = 0; i < unrest.length; i++) {
      unrest[i] = keep * unrest[i]! + fresh * UNREST_LOGITS * random.normal();
    }
    for (const axis of ["yawDeg", "pitchDeg", "rollDeg"] as const) {
      sway[axis] = keep * sway[axis] + fresh * 2.5 * random.normal();
    }
    if (gap && captureTimeMs >= gap.untilMs) gap = null;
    gap ??= nextGap(person, random, passedMs, captureTimeMs);
    const blinking = random.uniform() < 0.02;
    const brightness01 = clamp01(person.brightness01 + 0.01 * random.normal());
    const common = { captureTimeMs, mediaTimeMs, brightness01, contrast01: CONTRAST };
    if (gap) return { ...common, ...LOST, state: gap.state, ...seen(gap.state, person, random) };

    const moved = responseAt(responses, mediaTimeMs - person.reactionDelayMs);
    const logits = EXPRESSIONS.map((expression, i) => {
      const gain = person.expressivity * (expression === "happy" ? person.taste : 1);
      return person.restingLogits[i]! + gain * moved[i]! + unrest[i]!;
    });
    return {
      ...common,
      state: "face",
      scores: softmax(logits),
      yawDeg: person.facing.yawDeg + sway.yawDeg,
      pitchDeg: person.facing.pitchDeg + sway.pitchDeg,
      rollDeg: sway.rollDeg,
      eyeClosure01: blinking ? 0.9 : clamp01(0.12 + 0.04 * random.normal()),
      attention01: blinking ? 0 : 1,
      faceSize01: clamp01(person.faceSize01 + 0.004 * random.normal()),
      faceCount: 1,
      mouthOpening01: clamp01(0.04 + 0.1 * moved[SURPRISE]!),
    };
  };
}

const LOST = {
  scores: null,
  yawDeg: 0,
  pitchDeg: 0,
  rollDeg: 0,
  eyeClosure01: 0,
  faceSize01: 0,
  faceCount: 0,
  attention01: null,
  mouthOpening01: null,
};

/** What is still known of the frame in which nothing can be scored. */
function seen(state: SampleState, person: SyntheticPerson, random: SeededRandom): Partial<Sample> {
  if (state === "noFace" || state === "tabHidden") return { attention01: 0 };
  const faceSize01 = person.faceSize01;
  if (state === "lookingAway") {
    const yawDeg = person.facing.yawDeg + 38 + 6 * random.normal();
    return { attention01: 0, faceCount: 1, faceSize01, yawDeg };
  }
  if (state === "manyFaces") return { faceCount: 2, faceSize01 };
  return { brightness01: 0.08, faceCount: 1, faceSize01 };
}

function nextGap(person: SyntheticPerson, random: SeededRandom, passedMs: number, nowMs: number) {
  for (const { state, perMinute, meanMs } of person.gapsPerMinute) {
    const starts = random.uniform() < (perMinute * passedMs) / 60_000;
    if (starts) return { state, untilMs: nowMs + 150 - meanMs * Math.log(1 - random.uniform()) };
  }
  return null;
}

function softmax(logits: readonly number[]): number[] {
  const exps = logits.map((logit) => Math.exp(logit));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((value) => value / sum);
}

function clamp01(x: number): number {
  return Math.min(1, Math.max(0, x));
}
