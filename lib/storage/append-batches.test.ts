import { expect, it } from "vitest";
import { batchOf, createFieldwork, createSession, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import { finishSession } from "./finish-session.ts";
import { registerWriter } from "./register-writer.ts";
import { storedSeconds } from "./stored-seconds.ts";

describeOnEachDatabase("appendBatches", (open) => {
  it("stores bytes as they came, with a sequence that rises in order", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(open());
    const rows = [0, 1, 2].map((second) => batchOf(fieldwork, sessionId, second, happySecond(500 * second)));
    expect(await appendBatches(open(), writer, 7n, rows)).toEqual(["stored", "stored", "stored"]);
    const stored = await open().sampleBatch.findMany({ where: { sessionId }, orderBy: { second: "asc" } });
    expect(stored).toEqual(rows.map((row, i) => ({ ...row, writer, writerSeq: 7n + BigInt(i) })));
  });

  it("keeps the first of a batch that comes again, in another call or in the same", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(open());
    const first = batchOf(fieldwork, sessionId, 0, happySecond(100));
    const again = batchOf(fieldwork, sessionId, 0, happySecond(9_000));
    const next = batchOf(fieldwork, sessionId, 1, happySecond(200));
    expect(await appendBatches(open(), writer, 1n, [first])).toEqual(["stored"]);
    expect(await appendBatches(open(), writer, 2n, [again, next, next])).toEqual([
      "repeated",
      "stored",
      "repeated",
    ]);
    const stored = await open().sampleBatch.findMany({ where: { sessionId }, orderBy: { second: "asc" } });
    expect(stored.map(({ values }) => values)).toEqual([first.values, next.values]);
  });

  it("takes nothing into a session that is closed or does not exist, and the rest of the call all the same", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 3 });
    const [finished, withdrawn, running] = fieldwork.sessionIds as [number, number, number];
    const writer = await registerWriter(open());
    const at = (sessionId: number, second: number) => batchOf(fieldwork, sessionId, second, happySecond(1));
    await appendBatches(open(), writer, 1n, [at(finished, 0)]);
    await finishSession(open(), finished);
    await open().session.update({ where: { id: withdrawn }, data: { state: "withdrawn" } });
    const rows = [at(finished, 0), at(finished, 1), at(withdrawn, 0), at(2_000_000_000, 0), at(running, 0)];
    expect(await appendBatches(open(), writer, 2n, rows)).toEqual([
      "repeated",
      "closed",
      "closed",
      "closed",
      "stored",
    ]);
    expect(await storedSeconds(open(), finished)).toEqual({ 1: [0] });
    expect(await storedSeconds(open(), withdrawn)).toEqual({});
  });

  it("tells a session that resumes which seconds are there, ascending, by segment", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const other = await createSession(open(), fieldwork);
    const writer = await registerWriter(open());
    const calibration = { ...batchOf(fieldwork, sessionId, 4, happySecond(0)), segment: 0, videoId: 0 };
    const rows = [11, 2, 10].map((second) => batchOf(fieldwork, sessionId, second, happySecond(0)));
    await appendBatches(open(), writer, 1n, [
      ...rows,
      calibration,
      batchOf(fieldwork, other, 5, happySecond(0)),
    ]);
    expect(await storedSeconds(open(), sessionId)).toEqual({ 0: [4], 1: [2, 10, 11] });
  });
});
