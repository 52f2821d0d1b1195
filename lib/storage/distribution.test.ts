import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { batchOf, createFieldwork, type Fieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { appendBatches } from "./append-batches.ts";
import { calibrationPayloads } from "./calibration-payloads.ts";
import { type Database, openDatabase } from "./database.ts";
import { finishSession } from "./finish-session.ts";
import { foldVideo } from "./fold-video.ts";
import { PrismaClient } from "./generated/client.ts";
import { loadCaptureContext } from "./load-capture-context.ts";
import { readAudienceSeconds } from "./read-audience-seconds.ts";
import { registerWriter } from "./register-writer.ts";
import { saveBaseline } from "./save-baseline.ts";
import { storedSeconds } from "./stored-seconds.ts";

/** By what each table would be spread over machines (docs/scaling.md). */
const DISTRIBUTED: Readonly<Record<string, string>> = {
  Session: "id",
  SessionStimulus: "sessionId",
  SampleBatch: "sessionId",
  ViewerTrack: "sessionId",
  AudienceSecond: "videoId",
  FoldWatermark: "videoId",
};

/** Tables of a statement that it does not find by their distribution column. */
function spread(sql: string): string[] {
  return Object.entries(DISTRIBUTED)
    .filter(([table]) => sql.includes(`"${table}"`))
    .filter(([table, column]) => !isFoundBy(sql, table, column))
    .map(([table]) => table);
}

function isFoundBy(sql: string, table: string, column: string): boolean {
  const inserted = new RegExp(`INSERT INTO (?:"public"\\.)?"${table}"\\s*\\(([^)]*)\\)`).exec(sql);
  const columns = inserted?.[1]?.split(",").map((name) => name.trim().replaceAll('"', ""));
  if (columns) return columns.includes(column);
  const name = `"?${column}"?`;
  const aliases = [
    ...sql.matchAll(new RegExp(`(?:FROM|JOIN|UPDATE) (?:"public"\\.)?"${table}"(?: AS)?(?: (\\w+))?`, "g")),
  ];
  return aliases.every(([, alias]) => {
    const isAlias = alias !== undefined && !/^(WHERE|SET|ON|GROUP|ORDER|LEFT|JOIN)$/i.test(alias);
    const owner = isAlias ? `${alias}\\.` : `(?:(?:"public"\\.)?"${table}"\\.)?`;
    return new RegExp(`(?:\\b|\\s|\\()${owner}${name} = |= ${owner}${name}\\b`).test(sql);
  });
}

/** Of a flush of fifty rows, as literals by type. */
const PLAIN_VALUES: Readonly<Record<string, string>> = {
  int: "1",
  bigint: "1",
  bytea: "'\\x00'",
  "int[]": `'{${Array.from({ length: 50 }, (_, i) => i + 1).join()}}'`,
};

describe("statements of the hot path", () => {
  let db: Database;
  let drop: () => Promise<void>;
  let fieldwork: Fieldwork;
  let databaseUrl: string;
  const statements: string[] = [];

  beforeAll(async () => {
    const admin = new Client({ connectionString: inject("postgresUrl") });
    await admin.connect();
    await admin.query("CREATE DATABASE distribution");
    const url = new URL(inject("postgresUrl"));
    url.pathname = "/distribution";
    databaseUrl = url.href;
    await (await openDatabase({ url: url.href })).close();
    const adapter = new PrismaPg({ connectionString: url.href });
    const listening = new PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] });
    listening.$on("query", ({ query }) => statements.push(query.replaceAll(/\s+/g, " ")));
    db = listening as unknown as Database;
    drop = async () => {
      await listening.$disconnect();
      await admin.query("DROP DATABASE distribution WITH (FORCE)");
      await admin.end();
    };
    fieldwork = await createFieldwork(db);
  }, 90_000);
  afterAll(() => drop());

  /** What `work` says to the database about tables that are distributed. */
  async function saidBy(work: () => Promise<unknown>): Promise<string[]> {
    statements.length = 0;
    await work();
    const about = statements.filter((sql) =>
      Object.keys(DISTRIBUTED).some((table) => sql.includes(`"${table}"`)),
    );
    expect(about).not.toEqual([]);
    return about;
  }

  it("of one viewer name the session: each is for one machine", async () => {
    const sessionId = fieldwork.sessionIds[0]!;
    const writer = await registerWriter(db);
    const row = batchOf(fieldwork, sessionId, 0, happySecond(0));
    const work: Record<string, () => Promise<unknown>> = {
      "a connection is admitted": () => loadCaptureContext(db, sessionId),
      "batches are appended": () => appendBatches(db, writer, 1n, [row]),
      "batches come again": () => appendBatches(db, writer, 2n, [row]),
      "a viewer resumes": () => storedSeconds(db, sessionId),
      "a calibration is judged": () => calibrationPayloads(db, sessionId),
      "a baseline is saved": () =>
        saveBaseline(db, sessionId, { baseline: null, refusal: "tooFewSamples", facingPose: null }),
      "a session is finished": () => finishSession(db, sessionId),
    };
    for (const [what, run] of Object.entries(work)) {
      for (const sql of await saidBy(run)) expect(spread(sql), `${what}: ${sql}`).toEqual([]);
    }
  });

  it("of a flush find sessions by key in a database of which Postgres knows nothing yet", async () => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`
      INSERT INTO "Session" ("publicId", "campaignId", "cellId", "keySha256", device)
      SELECT gen_random_uuid(), ${fieldwork.campaignId}, ${fieldwork.cellId}, '\\x00',
        jsonb_build_object('userAgent', repeat('x', 200))
      FROM generate_series(1, 3000)`);
    const writer = await registerWriter(db);
    const row = batchOf(fieldwork, fieldwork.sessionIds[0]!, 5, happySecond(0));
    const [append] = await saidBy(() => appendBatches(db, writer, 1n, [row]));
    await client.query(`PREPARE append AS ${append}`);
    await client.query("SET plan_cache_mode = force_custom_plan");
    const values = [...append!.matchAll(/\$\d+::(\w+(?:\[\])?)/g)].map(([, type]) => PLAIN_VALUES[type!]);
    const { rows } = await client.query(`EXPLAIN EXECUTE append (${values.join()})`);
    await client.end();
    const plan = rows.map((line) => Object.values(line)[0]).join("\n");
    expect(plan).toContain('Index Scan using "Session_pkey"');
    expect(plan).not.toContain("Sort");
  });

  it("of the audience name the video; only the unfolded tail is read from all machines", async () => {
    const { videoId, cellId } = fieldwork;
    const folded = await saidBy(() => foldVideo(db, videoId, addPacked));
    const read = await saidBy(() => readAudienceSeconds(db, videoId, [cellId]));
    const across = [...folded, ...read].map(spread).filter((tables) => tables.length > 0);
    expect(new Set(across.flat())).toEqual(new Set(["SampleBatch"]));
    // The fold's tail and the chart's.
    expect(across).toHaveLength(2);
  });

  it("would be found out: a statement without its column is named", () => {
    expect(spread('SELECT * FROM "SampleBatch" b WHERE b.second = 1')).toEqual(["SampleBatch"]);
    expect(spread('SELECT 1 FROM "SampleBatch" b WHERE b."sessionId" > 5')).toEqual(["SampleBatch"]);
    expect(spread('UPDATE "public"."Session" SET "state" = $1 WHERE "public"."Session"."id" = $2')).toEqual(
      [],
    );
    expect(spread('INSERT INTO "AudienceSecond" ("cellId", n) VALUES (1, 2)')).toEqual(["AudienceSecond"]);
  });
});
