import { z } from "zod";
import { BASELINE_REFUSALS } from "#lib/protocol/capture-events.ts";
import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import type { Database } from "./database.ts";

const rowSchema = z.object({
  state: z.enum(["open", "finished", "withdrawn"]),
  status: z.enum(["draft", "live", "paused", "closed"]),
  campaignId: z.number().int(),
  simulated: z.boolean(),
  engineVersion: z.string(),
  startedAt: z.date(),
  calibratedAt: z.date().nullable(),
  baseline: z.union([z.array(z.number().int()).length(EXPRESSION_COUNT), z.array(z.number()).length(0)]),
  baselineRefusal: z.enum(BASELINE_REFUSALS).nullable(),
  segment: z.number().int().nullable(),
  videoId: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
});

/** What ingest must know of a session to judge its batches. */
export interface CaptureContext {
  sessionId: number;
  campaignId: number;
  state: "open" | "finished" | "withdrawn";
  campaignStatus: "draft" | "live" | "paused" | "closed";
  /** Of the session's cell, so of the key under which its viewer-seconds are summed. */
  simulated: boolean;
  engineVersion: string;
  startedAt: Date;
  /** The calibration was judged, with or without a baseline. */
  calibrated: boolean;
  /** Seven medians in 1/10,000; null before the calibration and when it was refused. */
  baseline: readonly number[] | null;
  baselineRefusal: (typeof BASELINE_REFUSALS)[number] | null;
  /** By segment, from 1. */
  stimuli: ReadonlyMap<number, { videoId: number; durationMs: number }>;
}

/** The context of a session; null when there is no such session. One statement, one snapshot. */
export async function loadCaptureContext(db: Database, sessionId: number): Promise<CaptureContext | null> {
  const rows = z.array(rowSchema).parse(
    await db.$queryRaw`/* prepared: load_capture_context */
      SELECT CASE WHEN s.state = 'open' AND s."closedAt" IS NOT NULL THEN 'finished' ELSE s.state::text END AS state,
        CASE WHEN c."deletedAt" IS NULL THEN c.status::text ELSE 'closed' END AS status, s."campaignId", k.simulated, k."engineVersion",
        s."startedAt", s."calibratedAt", s.baseline, s."baselineRefusal",
        t.segment::int AS segment, t."videoId", v."durationMs"
      FROM "Session" s
      JOIN "Campaign" c ON c.id = s."campaignId"
      JOIN "SegmentCell" k ON k.id = s."cellId"
      LEFT JOIN "SessionStimulus" t ON t."sessionId" = s.id
      LEFT JOIN "Video" v ON v.id = t."videoId"
      WHERE s.id = ${sessionId}::int`,
  );
  const [first] = rows;
  if (!first) return null;
  const stimuli = new Map<number, { videoId: number; durationMs: number }>();
  for (const { segment, videoId, durationMs } of rows) {
    if (segment !== null && videoId !== null && durationMs !== null) {
      stimuli.set(segment, { videoId, durationMs });
    }
  }
  return {
    sessionId,
    campaignId: first.campaignId,
    state: first.state,
    campaignStatus: first.status,
    simulated: first.simulated,
    engineVersion: first.engineVersion,
    startedAt: first.startedAt,
    calibrated: first.calibratedAt !== null,
    baseline: first.baseline.length > 0 ? first.baseline : null,
    baselineRefusal: first.baselineRefusal,
    stimuli,
  };
}
