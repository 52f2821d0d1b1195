import type { Square } from "./face-crop.ts";

/** The face that is followed from frame to frame, and the others seen at the last look at the whole picture. */
export interface Track {
  /** Rises when the face that is followed may be another person's. */
  id: number;
  region: Square;
  /** Found by the last look and not yet settled by a mesh. */
  isNew: boolean;
  lookedAtMs: number;
  /** Looks in a row at which the detector did not see the face that the mesh still follows. */
  unconfirmed: number;
  others: readonly Square[];
}

/** The whole picture is looked at this often while one face is followed, and with company. */
export const LOOK_EVERY_MS = 2_000;
const LOOK_IN_COMPANY_MS = 1_000;
/** A mesh that the detector has not confirmed for this many looks follows no face. */
const MOST_UNCONFIRMED = 3;
/** A face this much larger than the one followed is the viewer's; the other was somebody behind. */
const LARGER_FACE_WINS = 1.5;
/** Two squares are one face's when their centres are nearer than this share of the side and their sides alike. */
const SAME_CENTRE = 0.5;
const SAME_SIDE = 2;

export function isLookDue(track: Track | null, nowMs: number): boolean {
  if (track === null) return true;
  return nowMs - track.lookedAtMs >= (track.others.length > 0 ? LOOK_IN_COMPANY_MS : LOOK_EVERY_MS);
}

/**
 * What a look at the whole picture means for the track. `faces`: squares of the detector, any order.
 * Without a track the largest face is followed. A face that is followed goes on from its own region, which is
 * steadier than the detector's; it gives way to a much larger one and ends when nobody confirms it for long.
 */
export function afterLook(
  track: Track | null,
  faces: readonly Square[],
  nowMs: number,
  nextId: number,
): Track | null {
  const bySize = [...faces].sort((a, b) => b.side - a.side);
  const [largest] = bySize;
  const start = (): Track | null =>
    largest
      ? {
          id: nextId,
          region: largest,
          isNew: true,
          lookedAtMs: nowMs,
          unconfirmed: 0,
          others: bySize.slice(1),
        }
      : null;
  if (track === null) return start();
  const own = nearest(track.region, bySize);
  const unconfirmed = own ? 0 : track.unconfirmed + 1;
  if (largest && largest !== own && largest.side > LARGER_FACE_WINS * (own ?? track.region).side)
    return start();
  if (unconfirmed > MOST_UNCONFIRMED) return start();
  const others = bySize.filter((face) => face !== own);
  return { ...track, lookedAtMs: nowMs, unconfirmed, others };
}

/** The track after the mesh was found in `region`, which is where it is looked for next. */
export function afterMesh(track: Track, region: Square): Track {
  return { ...track, region, isNew: false };
}

function nearest(region: Square, faces: readonly Square[]): Square | undefined {
  const distance = (face: Square) =>
    Math.hypot(face.centreX - region.centreX, face.centreY - region.centreY) / region.side;
  return faces
    .filter((face) => distance(face) < SAME_CENTRE)
    .filter((face) => Math.max(face.side / region.side, region.side / face.side) < SAME_SIDE)
    .sort((a, b) => distance(a) - distance(b))[0];
}
