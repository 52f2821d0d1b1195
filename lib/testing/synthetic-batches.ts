import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { CALIBRATION_SECONDS, measuredSeconds } from "#lib/protocol/limits.ts";
import { type Batch, ENGINES, type Sample } from "#lib/protocol/sample.ts";
import type { Response } from "./expression-response.ts";
import { syntheticFace } from "./synthetic-face.ts";
import { type SyntheticPerson, syntheticPerson } from "./synthetic-person.ts";

export interface SyntheticViewing {
  person: SyntheticPerson;
  /** Segment 0, one batch a second. */
  calibration: Batch[];
  /** Segment 1; ends early when the viewer leaves. */
  film: Batch[];
  /** Whether the viewer stays, and so finishes the session. */
  finishes: boolean;
}

const SYNTHETIC_ENGINE = ENGINES.findIndex((engine) => engine.version === "synthetic-1");
/** Between the calibration's last frame and the film's first. */
const PAUSE_MS = 1_500;

/** Everything that one invented viewer sends. The same seed gives the same bytes; nothing is read or sent. */
export function syntheticViewing(
  seed: string,
  durationMs: number,
  responses: readonly Response[],
): SyntheticViewing {
  const random = seededRandom(seed);
  const person = syntheticPerson(random, durationMs);
  const face = syntheticFace(person, random);
  const stays = person.leavesAt01 === null;
  const filmMs = Math.min(durationMs, measuredSeconds(durationMs) * 1000);
  const watchedMs = Math.floor(filmMs * (person.leavesAt01 ?? 1));
  const calibration = watch(0, CALIBRATION_SECONDS * 1000, [], 0);
  const film = watch(1, Math.max(1_000, watchedMs), responses, CALIBRATION_SECONDS * 1000 + PAUSE_MS);
  return { person, calibration, film, finishes: stays };

  function watch(segment: number, untilMs: number, moved: readonly Response[], startMs: number): Batch[] {
    const batches: GrowingBatch[] = [];
    const step = 1000 / person.samplesPerSecond;
    let stalledMs = 0;
    for (let mediaMs = step * random.uniform(); mediaMs < untilMs; ) {
      const second = Math.floor(mediaMs / 1000);
      const batch = batches[second] ?? newBatch(segment, second);
      batches[second] = batch;
      if (segment > 0 && person.stall?.second === second && stalledMs === 0) {
        stalledMs = Math.round(person.stall.forMs);
        batch.stalledMs = stalledMs;
      }
      batch.samples.push(face(mediaMs, startMs + mediaMs + stalledMs, moved));
      // Camera frames come unevenly, and now and then the worker is busy and one is dropped.
      const dropped = random.uniform() < 0.03 ? 1 : 0;
      batch.droppedFrames += dropped;
      mediaMs += step * (1 + dropped + 0.08 * random.normal());
    }
    return batches;
  }
}

type GrowingBatch = Batch & { samples: Sample[] };

function newBatch(segment: number, second: number): GrowingBatch {
  return { segment, second, engineId: SYNTHETIC_ENGINE, droppedFrames: 0, stalledMs: 0, samples: [] };
}
