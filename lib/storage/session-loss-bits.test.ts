import { expect, it } from "vitest";
import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { lossBit } from "#lib/protocol/viewer-second.ts";
import { batchOf, createFieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { lostSecond } from "#lib/testing/track-pages.ts";
import { appendBatches } from "./append-batches.ts";
import { finishSession } from "./finish-session.ts";
import { registerWriter } from "./register-writer.ts";
import { keepLossBits } from "./session-loss-bits.ts";
import { withdrawSession } from "./withdraw-session.ts";

describeOnEachDatabase("what a session lost seconds to", (open) => {
  it("is kept as its tracks are written, later of one from before it was, and of one that was withdrawn no more", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 3 });
    const [lossy, calm, watching] = fieldwork.sessionIds as [number, number, number];
    await appendBatches(open(), await registerWriter(open()), 1n, [
      batchOf(fieldwork, lossy, 0, { ...lostSecond, loss: "tooDark" }),
      batchOf(fieldwork, lossy, 1, happySecond(0)),
      batchOf(fieldwork, lossy, 3, { ...lostSecond, loss: "notMeasured" }),
      batchOf(fieldwork, calm, 0, happySecond(0)),
      batchOf(fieldwork, watching, 0, lostSecond),
    ]);
    for (const id of [lossy, calm]) await finishSession(open(), id);
    const stored = async () => {
      const rows = await open().session.findMany({ select: { id: true, lossBits: true } });
      const bitsOf = new Map(rows.map(({ id, lossBits }) => [id, lossBits]));
      return [lossy, calm, watching].map((id) => bitsOf.get(id));
    };
    const right = [lossBit("tooDark") | lossBit("notMeasured"), 0, null];
    expect(await stored()).toEqual(right);

    await open().session.updateMany({ data: { lossBits: null } });
    expect([await keepLossBits(open(), 1), await keepLossBits(open(), 2)]).toEqual([1, 1]);
    expect(await stored()).toEqual(right);
    expect(await keepLossBits(open(), 2)).toBe(0);

    await withdrawSession(open(), lossy, subtractPacked);
    expect(await stored()).toEqual([null, 0, null]);
    expect(await keepLossBits(open(), 2)).toBe(0);
  });
});
