import type { Database } from "./database.ts";

/** A judged calibration. Exactly one of `baseline` and `refusal` is null. */
export interface JudgedCalibration {
  /** Seven medians in 1/10,000, in EXPRESSIONS order. */
  baseline: readonly number[] | null;
  refusal: string | null;
  facingPose: { yawDeg: number; pitchDeg: number } | null;
}

/**
 * Saves the judgement of a session's calibration. The first one stays, because viewer-seconds were computed
 * with it: false when there was one already or the session is no longer open.
 */
export async function saveBaseline(
  db: Database,
  sessionId: number,
  { baseline, refusal, facingPose }: JudgedCalibration,
): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id: sessionId, state: "open", calibratedAt: null },
    data: {
      baseline: baseline ? [...baseline] : [],
      facingPose: facingPose ? [facingPose.yawDeg, facingPose.pitchDeg] : [],
      baselineRefusal: refusal,
      calibratedAt: new Date(),
    },
  });
  return count === 1;
}
