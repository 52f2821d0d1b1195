import { expect, it } from "vitest";
import type { NewBatch } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { type CommitOutcome, createGroupCommit, type GroupCommit } from "./group-commit.ts";

const append = (commit: GroupCommit, row: NewBatch) =>
  new Promise<CommitOutcome>((settle) => commit.append(row, (_, outcome) => settle(outcome)));

/** `db` whose next `failures` appends throw after they were committed, as when the connection breaks. */
function breaking(db: Database, failures: number): Database {
  let left = failures;
  return new Proxy(db, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name !== "$executeRaw" || left === 0 || typeof member !== "function") return member;
      left--;
      return async (...args: unknown[]) => {
        await Reflect.apply(member, target, args);
        throw new Error("connection lost");
      };
    },
  });
}

describeOnEachDatabase("createGroupCommit", (open) => {
  it("answers after the row can be read, and commits what came together in one sequence", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 3 });
    const writer = await registerWriter(open());
    const commit = createGroupCommit(open(), writer, { flushEveryMs: 5 });
    const read = await Promise.all(
      fieldwork.sessionIds.map(async (id) => {
        const outcome = await append(commit, batchOf(fieldwork, id, 0, happySecond(0)));
        return [outcome, await storedSeconds(open(), id)];
      }),
    );
    await commit.close();
    expect(read).toEqual(fieldwork.sessionIds.map(() => ["stored", { 1: [0] }]));
    const rows = await open().sampleBatch.findMany({ where: { writer }, orderBy: { writerSeq: "asc" } });
    expect(rows.map(({ writerSeq }) => writerSeq)).toEqual([1n, 2n, 3n]);
  });

  it("commits what waits when it is closed, and takes nothing afterwards", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const commit = createGroupCommit(open(), await registerWriter(open()), { flushEveryMs: 60_000 });
    const waiting = append(commit, batchOf(fieldwork, sessionId, 0, happySecond(0)));
    await commit.close();
    expect(await waiting).toBe("stored");
    expect(await append(commit, batchOf(fieldwork, sessionId, 1, happySecond(0)))).toBe("unavailable");
    expect(await storedSeconds(open(), sessionId)).toEqual({ 1: [0] });
  });

  it("asks to send again when a flush fails, goes on as a new writer, and stores once", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const writer = await registerWriter(open());
    const commit = createGroupCommit(breaking(open(), 1), writer, { flushEveryMs: 1 });
    const row = batchOf(fieldwork, sessionId, 0, happySecond(0));
    expect(await append(commit, row)).toBe("unavailable");
    expect(await append(commit, row)).toBe("repeated");
    expect(await append(commit, batchOf(fieldwork, sessionId, 1, happySecond(0)))).toBe("stored");
    await commit.close();
    const rows = await open().sampleBatch.findMany({ where: { sessionId }, orderBy: { second: "asc" } });
    expect(rows.map((stored) => stored.second)).toEqual([0, 1]);
    expect(rows[0]?.writer).toBe(writer);
    expect(rows[1]?.writer).toBeGreaterThan(writer);
  });

  it("tells senders to come again when there is no room, and has room again after a flush", async () => {
    const fieldwork = await createFieldwork(open());
    const [sessionId] = fieldwork.sessionIds as [number];
    const commit = createGroupCommit(open(), await registerWriter(open()), {
      flushEveryMs: 1,
      roomForRows: 2,
    });
    const outcomes = await Promise.all(
      [0, 1, 2].map((second) => append(commit, batchOf(fieldwork, sessionId, second, happySecond(0)))),
    );
    expect(outcomes).toEqual(["stored", "stored", "unavailable"]);
    expect(await append(commit, batchOf(fieldwork, sessionId, 2, happySecond(0)))).toBe("stored");
    await commit.close();
  });

  it("takes more rows than one flush holds", async () => {
    const fieldwork = await createFieldwork(open(), { durationMs: 60_000 });
    const [sessionId] = fieldwork.sessionIds as [number];
    const commit = createGroupCommit(open(), await registerWriter(open()), {
      flushEveryMs: 1,
      rowsAFlush: 7,
    });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, second) =>
        append(commit, batchOf(fieldwork, sessionId, second, happySecond(0))),
      ),
    );
    await commit.close();
    expect(new Set(outcomes)).toEqual(new Set(["stored"]));
    expect((await storedSeconds(open(), sessionId))[1]).toHaveLength(50);
  });
});
