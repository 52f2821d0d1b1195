import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { HALDEN_RESPONSES } from "#lib/testing/expression-response.ts";
import { syntheticFace } from "#lib/testing/synthetic-face.ts";
import { syntheticPerson } from "#lib/testing/synthetic-person.ts";
import { SYNTHETIC_ENGINE } from "./seed-sessions.ts";

const SAMPLES_A_SECOND = 15;
/** Unevenness of a camera's frames, ms. */
const JITTER_MS = 4;
/** Between the session's start and the film's. */
const FILM_STARTS_MS = 6_500;

/** The batches of one invented viewer of a film, of 15 samples a second each. The same seed gives the same. */
export function syntheticSeconds(seed: string, seconds: number): Batch[] {
  const random = seededRandom(seed);
  const face = syntheticFace(syntheticPerson(random, seconds * 1000), random);
  return Array.from({ length: seconds }, (_, second) => {
    const samples = Array.from({ length: SAMPLES_A_SECOND }, (_, i) => {
      const offsetMs = ((i + 0.5) * 1000) / SAMPLES_A_SECOND + JITTER_MS * random.normal();
      const mediaMs = second * 1000 + Math.min(999, Math.max(0, offsetMs));
      return face(mediaMs, FILM_STARTS_MS + mediaMs, HALDEN_RESPONSES);
    });
    return {
      segment: 1,
      second,
      engineId: SYNTHETIC_ENGINE,
      droppedFrames: 0,
      stalledMs: 0,
      targetRate: 15,
      samples,
    };
  });
}

/** The same as wire bytes. */
export function syntheticBytes(seed: string, seconds: number): Uint8Array<ArrayBuffer>[] {
  return syntheticSeconds(seed, seconds).map(encodeBatch);
}
