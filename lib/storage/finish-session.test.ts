import { expect, it } from "vitest";
import { createFieldwork, createSession, ingestRow } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { appendBatches } from "./append-batches.ts";
import { finishSession } from "./finish-session.ts";
import { trackSeconds } from "./packed-sessions.ts";
import { registerWriter } from "./register-writer.ts";
import { storedSeconds } from "./stored-seconds.ts";

describeOnEachDatabase("finishSession", (open) => {
  it("has in the track exactly what was stored, whatever lands as the session finishes", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 0 });
    const writer = await registerWriter(open());
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const sessionId = await createSession(open(), fieldwork);
      await appendBatches(open(), writer, BigInt(10 * round + 1), [ingestRow(fieldwork, sessionId, 0)]);
      const late = () =>
        appendBatches(open(), writer, BigInt(10 * round + 2), [ingestRow(fieldwork, sessionId, 1)]);
      const finish = () => finishSession(open(), sessionId);
      const [first, second] = round % 2 === 0 ? [late(), finish()] : [finish(), late()];
      const answers = await Promise.all([first, second]);
      outcomes.add(String(answers.find(Array.isArray)));
      const { payload } = await open().viewerTrack.findFirstOrThrow({ where: { sessionId } });
      expect({ 1: trackSeconds(payload).map(({ second }) => second) }).toEqual(
        await storedSeconds(open(), sessionId),
      );
    }
    expect([...outcomes].every((outcome) => outcome === "stored" || outcome === "closed")).toBe(true);
  });
});
