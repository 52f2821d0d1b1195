import { calibrate } from "#lib/analytics/baseline.ts";
import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import { type CalibrateAck, refuse } from "#lib/protocol/capture-events.ts";
import { calibrationPayloads } from "#lib/storage/calibration-payloads.ts";
import type { Database } from "#lib/storage/database.ts";
import { type CaptureContext, loadCaptureContext } from "#lib/storage/load-capture-context.ts";
import { saveBaseline } from "#lib/storage/save-baseline.ts";

/**
 * Judges a session's calibration from the batches that are stored. The first judgement stays; asked again,
 * as after a lost answer, it is told again.
 */
export async function calibrateSession(db: Database, context: CaptureContext): Promise<CalibrateAck> {
  if (context.state !== "open") return refuse("session-closed");
  if (context.calibrated) return { ok: true, refusal: context.baselineRefusal };
  const payloads = await calibrationPayloads(db, context.sessionId);
  if (payloads.length === 0) return refuse("calibration-missing");
  const judged = calibrate(payloads.map((payload) => decodeBatch(payload)));
  if (await saveBaseline(db, context.sessionId, judged)) return { ok: true, refusal: judged.refusal };
  // Another connection of this session was first, or the session ended meanwhile.
  const stored = await loadCaptureContext(db, context.sessionId);
  if (!stored?.calibrated) return refuse("session-closed");
  return { ok: true, refusal: stored.baselineRefusal };
}
