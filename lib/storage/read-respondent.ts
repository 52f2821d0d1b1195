import { z } from "zod";
import {
  type GradeReason,
  gradeReasonsSchema,
  MEMORY_STORAGE,
  type SessionMeasures,
  sessionMeasuresSchema,
} from "#lib/protocol/quality.ts";
import {
  type CaptureProfile,
  captureProfileSchema,
  type SessionEvent,
} from "#lib/protocol/session-events.ts";
import type { Database } from "./database.ts";
import { readPackedSeconds } from "./packed-sessions.ts";
import { readSessionEvents } from "./session-events.ts";

/** One session with the video of one of its segments. Times as stored, baseline in 1/10,000. */
export interface StoredRespondent {
  sessionId: number;
  publicId: string;
  simulated: boolean;
  state: "open" | "finished";
  startedAt: Date;
  finishedAt: Date | null;
  engineVersion: string;
  variables: Record<string, string>;
  consent: { version: string; locale: string; textSha256: string; decidedAt: Date } | null;
  /** In EXPRESSIONS order; empty without a baseline. */
  baseline: number[];
  baselineRefusal: string | null;
  userAgent: string | null;
  excludedReason: string | null;
  /** In the order in which they were taken. */
  exclusions: { excluded: boolean; reason: string | null; decidedBy: string | null; decidedAt: Date }[];
  endReason: string | null;
  grade: number | null;
  gradeReasons: GradeReason[];
  measures: SessionMeasures | null;
  capture: CaptureProfile | null;
  events: SessionEvent[];
  segment: number;
  /** Every video shown to them, in that order. */
  shown: { segment: number; videoId: number }[];
  videoId: number;
  durationMs: number;
  /** Viewer-seconds of the segment in order, packed by lib/protocol/viewer-second.ts. */
  seconds: { second: number; values: Uint8Array }[];
}

const variablesSchema = z.record(z.string(), z.string());
const deviceSchema = z.object({
  userAgent: z.string().nullable().catch(null),
  capture: captureProfileSchema.nullable().catch(null),
  storage: z.string().nullable().catch(null),
});

/**
 * One respondent of a campaign, by the id that exports show; null when the campaign has no such session, when
 * it was withdrawn (its numbers are destroyed) or when it was not shown that segment.
 */
export async function readRespondent(
  db: Database,
  campaignId: number,
  publicId: string,
  segment: number,
): Promise<StoredRespondent | null> {
  const session = await db.session.findFirst({
    where: { campaignId, publicId },
    include: {
      cell: { select: { engineVersion: true, variables: true } },
      stimuli: { orderBy: { segment: "asc" } },
      exclusions: {
        select: { excluded: true, reason: true, decidedBy: true, decidedAt: true },
        orderBy: { id: "asc" },
      },
      consent: { include: { text: { select: { version: true, locale: true } } } },
    },
  });
  const videoId = session?.stimuli.find((stimulus) => stimulus.segment === segment)?.videoId;
  if (!session || session.state === "withdrawn" || videoId === undefined) return null;
  const video = await db.video.findUnique({ where: { id: videoId }, select: { durationMs: true } });
  if (!video) return null;
  const { cell, consent } = session;
  const device = deviceSchema.safeParse(session.device);
  return {
    sessionId: session.id,
    publicId: session.publicId,
    simulated: session.simulated,
    state: session.state,
    startedAt: session.startedAt,
    finishedAt: session.finishedAt,
    engineVersion: cell.engineVersion,
    variables: variablesSchema.parse(cell.variables),
    consent: consent && {
      ...consent.text,
      textSha256: consent.textSha256,
      decidedAt: consent.decidedAt,
    },
    baseline: session.baseline,
    baselineRefusal: session.baselineRefusal,
    userAgent: device.data?.userAgent ?? null,
    capture: device.data?.capture ?? null,
    excludedReason: session.excludedReason,
    exclusions: session.exclusions,
    endReason: session.endReason,
    grade: session.grade,
    gradeReasons:
      session.grade === null && device.data?.storage === "memory"
        ? [MEMORY_STORAGE]
        : gradeReasonsSchema.parse(session.gradeReasons),
    measures: sessionMeasuresSchema.nullable().parse(session.measures),
    events: await readSessionEvents(db, session.id),
    segment,
    shown: session.stimuli.map((stimulus) => ({ segment: stimulus.segment, videoId: stimulus.videoId })),
    videoId,
    durationMs: video.durationMs,
    seconds: await secondsOf(db, session.id, segment),
  };
}

async function secondsOf(
  db: Database,
  sessionId: number,
  segment: number,
): Promise<StoredRespondent["seconds"]> {
  const packed = await readPackedSeconds(db, sessionId);
  if (packed.length > 0) {
    return packed.filter((one) => one.segment === segment).map(({ second, values }) => ({ second, values }));
  }
  return db.sampleBatch.findMany({
    where: { sessionId, segment },
    select: { second: true, values: true },
    orderBy: { second: "asc" },
  });
}
