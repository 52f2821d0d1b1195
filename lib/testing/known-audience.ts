import { randomUUID } from "node:crypto";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { excludeSession } from "#lib/storage/exclude-session.ts";
import { finishSession } from "#lib/storage/finish-session.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { batchOf } from "./fieldwork.ts";

const USER_AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
];
const AGES = ["18-34", "35-54", "55+"];

/** One invented viewer, as the database has them and as a plain computation counts them. */
export interface KnownViewer {
  sessionId: number;
  simulated: boolean;
  age: string;
  userAgent: string;
  grade: number;
  finished: boolean;
  excluded: boolean;
  /** By video, from second 0; a viewer who left has fewer. */
  seconds: (ViewerSecond | null)[][];
}

export interface KnownAudience {
  campaignId: number;
  organisationId: number;
  videos: { id: number; durationMs: number }[];
  viewers: KnownViewer[];
}

/**
 * A campaign with viewers of three age groups and three kinds of device; some left early, some are excluded, some
 * seconds are lost and some faces have no baseline. Half of the sums are folded. The seed decides everything.
 * `raise` adds to happy (1/10,000) by video and second; `simulated` says which viewers no person was.
 */
export async function createKnownAudience(
  db: Database,
  {
    seed = "known",
    viewers = 40,
    seconds = [6],
    watches = (_viewer: number): readonly number[] => seconds.map((_, video) => video),
    raise = (_video: number, _second: number): number => 0,
    simulated = (_viewer: number): boolean => false,
    segmentVariables = [{ key: "age", title: "Age", values: AGES }],
  } = {},
): Promise<KnownAudience> {
  const random = seededRandom(seed);
  const kinds = [false, true].filter(
    (kind) => !kind || Array.from({ length: viewers }, (_, viewer) => simulated(viewer)).includes(true),
  );
  const organisation = await db.organisation.create({ data: { name: "Test" } });
  const campaign = await db.campaign.create({
    data: {
      organisationId: organisation.id,
      slug: randomUUID(),
      title: "Known",
      purpose: "A test of numbers",
      status: "live",
      segmentVariables,
      videos: {
        create: seconds.map((length, i) => ({
          title: `Cut ${i + 1}`,
          url: "/test.webm",
          mimeType: "video/webm",
          durationMs: length * 1_000,
          width: 640,
          height: 360,
          position: i + 1,
        })),
      },
      cells: {
        create: kinds.flatMap((kind) =>
          AGES.map((age) => ({
            simulated: kind,
            engineVersion: kind ? "synthetic-1" : "human-3.3.6/emotion",
            variables: { age },
            variablesKey: JSON.stringify({ age }),
          })),
        ),
      },
    },
    include: { videos: { orderBy: { position: "asc" } }, cells: { orderBy: { id: "asc" } } },
  });
  const known: KnownViewer[] = [];
  const writer = await registerWriter(db);
  let sequence = 1n;
  for (let i = 0; i < viewers; i++) {
    const age = Math.floor(random.uniform() * AGES.length);
    const userAgent = USER_AGENTS[Math.floor(random.uniform() * USER_AGENTS.length)]!;
    const grade = 1 + Math.floor(6 * random.uniform());
    const hasBaseline = random.uniform() < 0.9;
    const finished = random.uniform() < 0.8;
    const shown = watches(i);
    const session = await db.session.create({
      data: {
        publicId: randomUUID(),
        campaignId: campaign.id,
        cellId: campaign.cells[age + (simulated(i) ? AGES.length : 0)]!.id,
        simulated: simulated(i),
        keySha256: new Uint8Array(32),
        startedAt: new Date(Date.now() - 24 * 3_600_000),
        calibratedAt: new Date(),
        device: { userAgent },
        grade,
        baseline: hasBaseline ? [1_000, 1_000, 1_000, 1_000, 4_000, 1_000, 1_000] : [],
        facingPose: [],
        stimuli: {
          create: shown.map((video, at) => ({ segment: at + 1, videoId: campaign.videos[video]!.id })),
        },
      },
    });
    const tracks = seconds.map((length, video): (ViewerSecond | null)[] => {
      if (!shown.includes(video)) return [];
      const watched = finished ? length : Math.ceil(random.uniform() * length);
      return Array.from({ length: watched }, (_, second) =>
        random.uniform() < 0.05 ? null : anySecond(random.uniform, hasBaseline, raise(video, second)),
      );
    });
    const rows = tracks.flatMap((track, video) =>
      track.flatMap((second, at) =>
        second
          ? [
              {
                ...batchOf({ videoId: campaign.videos[video]!.id }, session.id, at, second),
                segment: shown.indexOf(video) + 1,
              },
            ]
          : [],
      ),
    );
    await appendBatches(db, writer, sequence, rows);
    sequence += BigInt(rows.length);
    if (finished) await finishSession(db, session.id);
    if (i === Math.floor(viewers / 2)) {
      for (const { id } of campaign.videos) await foldVideo(db, id, addPacked);
    }
    const excluded = random.uniform() < 0.1;
    if (excluded) await excludeSession(db, session.id, "Too dark", subtractPacked);
    known.push({
      sessionId: session.id,
      simulated: simulated(i),
      age: AGES[age]!,
      userAgent,
      grade,
      finished,
      excluded,
      seconds: tracks,
    });
  }
  const { id: campaignId, videos } = campaign;
  return { campaignId, organisationId: organisation.id, videos, viewers: known };
}

function anySecond(uniform: () => number, hasBaseline: boolean, raised: number): ViewerSecond {
  const attention = Math.round(10_000 * uniform());
  if (uniform() < 0.1) {
    const lost = { raw: null, corrected: null, valence: null, expressiveness: null };
    return { coverage: 2_000, loss: "noFace", ...lost, attention, interest: attention === 0 ? 0 : null };
  }
  const raw = EXPRESSIONS.map((name) =>
    Math.min(10_000, Math.round(6_000 * uniform() ** 2 + (name === "happy" ? raised : 0))),
  );
  const expressiveness = Math.round(10_000 * uniform());
  return {
    coverage: 9_000,
    loss: null,
    raw,
    corrected: hasBaseline ? raw.map((score, i) => score - (i === 4 ? 4_000 : 1_000)) : null,
    valence: raw[3]! - Math.max(raw[0]!, raw[1]!, raw[2]!, raw[5]!),
    expressiveness: hasBaseline ? expressiveness : null,
    attention,
    interest: hasBaseline ? Math.round((attention * expressiveness) / 10_000) : null,
  };
}
