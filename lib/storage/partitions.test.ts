import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { batchOf, createFieldwork, type Fieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { appendBatches } from "./append-batches.ts";
import { type OpenDatabase, openDatabase } from "./database.ts";
import { excludeSession } from "./exclude-session.ts";
import { foldVideo } from "./fold-video.ts";
import { registerWriter } from "./register-writer.ts";
import { storedSeconds } from "./stored-seconds.ts";
import { withdrawSession } from "./withdraw-session.ts";

const SQL = readFileSync(new URL("../../docs/deploy/partitions.sql", import.meta.url), "utf8");

let opened: OpenDatabase;
let client: Client;
let before: Fieldwork;
beforeAll(async () => {
  const admin = new Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  await admin.query("CREATE DATABASE partitions");
  await admin.end();
  const url = new URL(inject("postgresUrl"));
  url.pathname = "/partitions";
  opened = await openDatabase({ url: url.href });
  client = new Client({ connectionString: url.href });
  await client.connect();
  before = await createFieldwork(opened.db, { sessions: 2 });
}, 90_000);
afterAll(async () => {
  await client.end();
  await opened.close();
});

const reached = async (videoId: number) => {
  const rows = await opened.db.audienceSecond.findMany({ where: { videoId }, orderBy: { second: "asc" } });
  return rows.map(({ n }) => n);
};
const rowsIn = async (table: string) =>
  Number((await client.query(`SELECT count(*) AS n FROM "${table}"`)).rows[0].n);

it("batches are split by sessions, what was there before included, and the hot path runs on it", async () => {
  const { db } = opened;
  const writer = await registerWriter(db);
  const row = (fieldwork: Fieldwork, viewer: number, second: number) =>
    batchOf(fieldwork, fieldwork.sessionIds[viewer]!, second, happySecond(100 * viewer));
  await appendBatches(db, writer, 1n, [row(before, 0, 0), row(before, 1, 0)]);

  await client.query(SQL);
  const after = await createFieldwork(db, { sessions: 2 });
  const again = [row(before, 0, 0), row(before, 0, 1), row(after, 0, 0), row(after, 1, 0)];
  expect(await appendBatches(db, writer, 3n, again)).toEqual(["repeated", "stored", "stored", "stored"]);
  const first = Math.max(...before.sessionIds) + 1;
  expect([await rowsIn("SampleBatch_0"), await rowsIn(`SampleBatch_${first}`)]).toEqual([3, 2]);
  expect(await storedSeconds(db, before.sessionIds[0]!)).toEqual({ 1: [0, 1] });

  for (const { videoId } of [before, after]) await foldVideo(db, videoId, addPacked);
  expect([await reached(before.videoId), await reached(after.videoId)]).toEqual([[2, 1], [2]]);
  await excludeSession(db, after.sessionIds[0]!, "test", subtractPacked);
  await withdrawSession(db, before.sessionIds[0]!, subtractPacked);
  expect([await reached(before.videoId), await reached(after.videoId)]).toEqual([[1, 0], [1]]);
  expect(await rowsIn("SampleBatch")).toBe(3);

  const { rows } = await client.query("SELECT reactline_add_partition(10) AS name");
  expect(rows).toEqual([{ name: `SampleBatch_${first + 1_000_000}` }]);
});
