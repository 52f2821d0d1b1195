import type { TrackBreak } from "#lib/protocol/session-events.ts";

/** Where a face was and how large, as shares of the frame. */
export interface FacePlace {
  centreX01: number;
  centreY01: number;
  width01: number;
  /** The engine's own: rises when it lost the face that it followed, or left it for another one. */
  trackId?: number | undefined;
}

/** Looked, and saw nobody, for longer: whoever is there afterwards may be somebody else, wherever they sit. */
const LONG_ABSENCE_MS = 1_500;
/** Two looks further apart are a tab that was left or a camera that was lost: nobody was looked for between them. */
const LONGEST_LOOK_MS = 1_000;
/** Frames up to this far apart follow each other: a head cannot have gone far. */
const FOLLOWS_MS = 400;
/** Moved by more than so many widths of the face, or grown or shrunk by more than the factor, at once. */
const AT_ONCE = { widths: 0.9, factor: 1.6 };
/** The same after a short time without a face: a hand before it, a sneeze. */
const AFTER_A_GAP = { widths: 0.6, factor: 1.35 };
/** Frames are about so much wider than high. */
const ASPECT = 4 / 3;

/**
 * Whether the face of a frame can be taken for the one before it. Nothing about who it is, is computed or kept: only
 * where the face was, how large, and how long nobody was seen. Two people who change places leave a gap or a jump;
 * a break says that it may be somebody else, not that it is.
 */
export class FaceContinuity {
  #last: { place: FacePlace; atMs: number } | null = null;
  #lookedAtMs: number | null = null;
  #absentMs = 0;

  /** Of frames in order of capture; null where no face was seen. The reason when the track breaks here. */
  observe(place: FacePlace | null, captureMs: number): TrackBreak | null {
    const lookMs = this.#lookedAtMs === null ? 0 : captureMs - this.#lookedAtMs;
    this.#lookedAtMs = captureMs;
    if (!place) {
      this.#absentMs += Math.min(lookMs, LONGEST_LOOK_MS);
      return null;
    }
    const [last, absentMs] = [this.#last, this.#absentMs];
    this.#last = { place, atMs: captureMs };
    this.#absentMs = 0;
    if (!last) return null;
    if (absentMs > LONG_ABSENCE_MS) return "gap";
    const passedMs = captureMs - last.atMs;
    if (passedMs <= FOLLOWS_MS) {
      const limit = last.place.trackId === place.trackId ? AT_ONCE : AFTER_A_GAP;
      return isBeyond(limit, last.place, place) ? "jump" : null;
    }
    return isBeyond(AFTER_A_GAP, last.place, place) ? "gap" : null;
  }

  /** Places can no longer be compared: the picture changed its shape, or time was not measured meanwhile. */
  forget(): void {
    this.#last = null;
    this.#absentMs = 0;
  }
}

function isBeyond(limit: { widths: number; factor: number }, before: FacePlace, now: FacePlace): boolean {
  const width = Math.max(before.width01, now.width01, 1e-6);
  const moved =
    Math.hypot(now.centreX01 - before.centreX01, (now.centreY01 - before.centreY01) / ASPECT) / width;
  const factor =
    Math.max(before.width01, now.width01) / Math.max(1e-6, Math.min(before.width01, now.width01));
  return moved > limit.widths || factor > limit.factor;
}
