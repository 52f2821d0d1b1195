import { randomUUID } from "node:crypto";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { packViewerSecond, type ViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { NewBatch } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { tenSamples } from "./samples.ts";

export interface Fieldwork {
  organisationId: number;
  campaignId: number;
  videoId: number;
  cellId: number;
  sessionIds: number[];
}

/** A live campaign with one video and `sessions` open, calibrated sessions of one cell. */
export async function createFieldwork(
  db: Database,
  {
    sessions = 1,
    durationMs = 10_000,
    calibrated = true,
    simulated = false,
    organisationId: ofOrganisation,
  }: {
    sessions?: number;
    durationMs?: number;
    calibrated?: boolean;
    simulated?: boolean;
    /** A new one unless it is named. */
    organisationId?: number;
  } = {},
): Promise<Fieldwork> {
  const organisationId = ofOrganisation ?? (await db.organisation.create({ data: { name: "Test" } })).id;
  const campaign = await db.campaign.create({
    data: {
      organisationId,
      slug: randomUUID(),
      title: "Test",
      purpose: "A test",
      status: "live",
      // Sessions of tests are seldom watched to their end: none is excluded for that.
      quality: { lowestGrade: 1 },
      videos: {
        create: {
          title: "Test",
          url: "/test.webm",
          mimeType: "video/webm",
          durationMs,
          width: 640,
          height: 360,
        },
      },
      cells: { create: { simulated, engineVersion: simulated ? "synthetic-1" : "human-3.3.6/emotion" } },
    },
    include: { videos: true, cells: true },
  });
  const videoId = campaign.videos[0]!.id;
  const cellId = campaign.cells[0]!.id;
  const fieldwork = { organisationId, campaignId: campaign.id, videoId, cellId };
  const sessionIds: number[] = [];
  for (let i = 0; i < sessions; i++) {
    sessionIds.push(await createSession(db, fieldwork, { calibrated, simulated }));
  }
  return { ...fieldwork, sessionIds };
}

/** An open session that began an hour ago, so that any second of it may have been watched. */
export async function createSession(
  db: Database,
  { campaignId, cellId, videoId }: Pick<Fieldwork, "campaignId" | "cellId" | "videoId">,
  { calibrated = true, simulated = false } = {},
): Promise<number> {
  const session = await db.session.create({
    data: {
      publicId: randomUUID(),
      campaignId,
      cellId,
      simulated,
      keySha256: new Uint8Array(32),
      startedAt: new Date(Date.now() - 3_600_000),
      calibratedAt: calibrated ? new Date() : null,
      baseline: calibrated ? [0, 0, 0, 2_000, 8_000, 0, 0] : [],
      stimuli: { create: { segment: 1, videoId } },
    },
  });
  return session.id;
}

/** A stored batch of segment 1 that carries `second`; its payload is not a wire batch. */
export function batchOf(
  { videoId }: Pick<Fieldwork, "videoId">,
  sessionId: number,
  second: number,
  values: ViewerSecond,
): NewBatch {
  return {
    sessionId,
    segment: 1,
    second,
    videoId,
    payload: Uint8Array.of(1, 2, 3),
    values: packViewerSecond(values),
  };
}

/** A viewer-second with valid scores of which `happy` (1/10,000) is the one that is not neutral. */
export function happySecond(happy: number): ViewerSecond {
  return {
    coverage: 10_000,
    loss: null,
    raw: [0, 0, 0, happy, 10_000 - happy, 0, 0],
    corrected: [0, 0, 0, happy - 2_000, 2_000 - happy, 0, 0],
    valence: happy,
    expressiveness: 0,
    attention: 10_000,
    interest: 0,
  };
}

/** A batch of segment 1 as ingest stores it of a calm viewer: wire bytes, and the viewer-second computed from them. */
export function ingestRow(
  { videoId }: Pick<Fieldwork, "videoId">,
  sessionId: number,
  second: number,
): NewBatch {
  const samples = tenSamples(second);
  const payload = encodeBatch({ segment: 1, second, engineId: 0, droppedFrames: 0, stalledMs: 0, samples });
  const values = packViewerSecond(
    viewerSecond(decodeBatch(payload).samples, second, [0, 0, 0, 2_000, 8_000, 0, 0]),
  );
  return { sessionId, segment: 1, second, videoId, payload, values };
}
