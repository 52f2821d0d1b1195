import { z } from "zod";
import { type QualitySettings, qualitySettingsOf } from "#lib/protocol/quality.ts";
import type { Database } from "./database.ts";
import { readPackedBatches } from "./packed-sessions.ts";

/** A finished session that has no grade yet, with all that its grade is computed from. */
export interface UngradedSession {
  /** Bytes of the batches of its videos, plain ones of a session that was packed. */
  payloads: Uint8Array[];
  durationsMs: number[];
  baselineRefusal: string | null;
  tabSwitches: number;
  memoryStorage: boolean;
  settings: QualitySettings;
}

const deviceSchema = z.object({ storage: z.string().optional() });

/** Null when the session is not finished, or was graded before. */
export async function readUngradedSession(db: Database, sessionId: number): Promise<UngradedSession | null> {
  const session = await db.session.findFirst({
    where: { id: sessionId, state: "finished", grade: null },
    include: {
      campaign: { select: { quality: true, videos: { select: { id: true, durationMs: true } } } },
      stimuli: { select: { videoId: true } },
      events: { where: { kind: "tabLeft" }, select: { detail: true } },
    },
  });
  if (!session) return null;
  const durations = new Map(session.campaign.videos.map(({ id, durationMs }) => [id, durationMs]));
  const device = deviceSchema.safeParse(session.device);
  const batches = await db.sampleBatch.findMany({
    where: { sessionId, segment: { gt: 0 } },
    orderBy: [{ segment: "asc" }, { second: "asc" }],
    select: { payload: true },
  });
  const packed = await readPackedBatches(db, sessionId);
  return {
    payloads: [...packed.filter(({ segment }) => segment > 0), ...batches].map(({ payload }) => payload),
    durationsMs: session.stimuli.map(({ videoId }) => durations.get(videoId) ?? 0),
    baselineRefusal: session.baselineRefusal,
    tabSwitches: session.events.filter(({ detail }) => wasWatching(detail)).length,
    memoryStorage: device.success && device.data.storage === "memory",
    settings: qualitySettingsOf(session.campaign.quality),
  };
}

function wasWatching(detail: unknown): boolean {
  return z.object({ watching: z.literal(true) }).safeParse(detail).success;
}
