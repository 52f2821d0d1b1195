import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { linearRegression, quantile } from "simple-statistics";
import { z } from "zod";
import { openDatabase } from "#lib/storage/database.ts";
import { createPerson } from "#lib/testing/people.ts";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { machine, versions } from "./machine.ts";
import { startProductionServer } from "./production-server.ts";
import { seedAudience } from "./seed-audience.ts";
import type { SeededCampaign } from "./seed-sessions.ts";
import { signedInCookie } from "./studio-look.ts";

const FILM_SECONDS = 30;
const WARM_UP = 10;
const RUNS = 60;
const TRACK_RUNS = 5;

/** From the route's handler, as it says itself; and over HTTP, with all that lies before it. */
interface Figures {
  p50Ms: number;
  p99Ms: number;
  httpP50Ms: number;
  httpP99Ms: number;
}

/**
 * `npm run bench -- timeline --sessions 1000,10000,100000 [--cuts N]`: how long a campaign's timeline takes by the number of its
 * sessions, in the production server's route handler and over HTTP, for a film of 30 s and an audience in 24 cells: the whole
 * audience (with several cuts that of the first, a part of the sessions), women (which cells decide) and telephones (which only the viewers' tracks do; never a kept answer).
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sessions: { type: "string", default: "1000,10000,100000" },
      cuts: { type: "string", default: "1" },
    },
  });
  const cuts = Number(values.cuts);
  const sizes = values.sessions.split(",").map(Number);
  const measuredOn = machine();
  const folder = mkdtempSync(join(tmpdir(), "reactline-timeline-"));
  const secret = randomBytes(32).toString("hex");
  const postgres = await startThrowawayPostgres({ durable: true });
  const opened = await openDatabase({ url: postgres.adminUrl });
  try {
    const owner = await createPerson(opened.db);
    const cookie = await signedInCookie(opened.db, owner.id, secret);
    const audiences: SeededCampaign[] = [];
    for (const size of sizes) {
      console.log(`Making an audience of ${size}.`);
      audiences.push(await seedAudience(opened.db, owner.organisationId, size, FILM_SECONDS, cuts));
    }
    const server = await startProductionServer({
      SECRET: secret,
      DATA_DIR: folder,
      DATABASE_URL: postgres.adminUrl,
    });
    const bySize: Record<string, { whole: Figures; cells: Figures; tracks: Figures }> = {};
    try {
      let asked = 0;
      for (const [i, { campaignId }] of audiences.entries()) {
        const request = (segment: object | null) => requestTimeline(server.url, cookie, campaignId, segment);
        bySize[sizes[i]!] = {
          whole: await timed(RUNS, () => request(null)),
          cells: await timed(RUNS, () => request(WOMEN)),
          tracks: await timed(TRACK_RUNS, () => request(telephones(asked++))),
        };
        console.log(`${sizes[i]} sessions: ${JSON.stringify(bySize[sizes[i]!])}`);
      }
    } finally {
      await server.stop();
    }
    return {
      bench: "timeline",
      sessions: bySize,
      growthExponent: {
        whole: growthExponent(sizes, (size) => bySize[size]!.whole.p50Ms),
        cells: growthExponent(sizes, (size) => bySize[size]!.cells.p50Ms),
      },
      filmSeconds: FILM_SECONDS,
      cells: 24,
      cuts,
      machine: measuredOn,
      versions: versions("next", "@prisma/client"),
    };
  } finally {
    await opened.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers how long the handler took, ms. */
async function requestTimeline(
  url: string,
  cookie: string,
  campaignId: number,
  segment: object | null,
): Promise<number> {
  const query = new URLSearchParams({ audience: "simulated" });
  if (segment) query.set("segment", JSON.stringify(segment));
  const response = await fetch(`${url}/api/campaigns/${campaignId}/timeline?${query}`, {
    headers: { cookie },
  });
  const body = answerSchema.parse(await response.json());
  if (body.sessions === 0) throw new Error(`a timeline of nobody: ${JSON.stringify(segment)}`);
  const handler = /dur=([\d.]+)/.exec(response.headers.get("server-timing") ?? "")?.[1];
  if (handler === undefined) throw new Error("the route did not say how long it took");
  return Number(handler);
}

const answerSchema = z.object({ sessions: z.number().int() });
const WOMEN = { variable: "gender", in: ["woman"] };

/** Telephones; each time asked for in other words, so that no answer is one that was kept. */
function telephones(time: number) {
  return { any: [{ device: ["phone"] }, { variable: "age", in: [`never-${time}`] }] };
}

async function timed(runs: number, work: () => Promise<number>): Promise<Figures> {
  for (let i = 0; i < Math.min(WARM_UP, runs); i++) await work();
  const handler: number[] = [];
  const http: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startedMs = performance.now();
    handler.push(await work());
    http.push(performance.now() - startedMs);
  }
  return {
    p50Ms: round(quantile(handler, 0.5)),
    p99Ms: round(quantile(handler, 0.99)),
    httpP50Ms: round(quantile(http, 0.5)),
    httpP99Ms: round(quantile(http, 0.99)),
  };
}

/** Slope of the logarithm of time over the logarithm of sessions: 0 is flat, 1 proportional. */
function growthExponent(sizes: readonly number[], p50Ms: (size: number) => number): number | null {
  if (sizes.length < 2) return null;
  const { m } = linearRegression(sizes.map((size) => [Math.log(size), Math.log(p50Ms(size))]));
  return round(m, 3);
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
