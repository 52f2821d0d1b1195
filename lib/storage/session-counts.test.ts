import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { countShownByCell } from "./count-shown-sessions.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { readAudienceEngines } from "./read-audience-engines.ts";
import { withdrawSession } from "./withdraw-session.ts";

const PATIENCE = { maxWait: 20_000, timeout: 20_000 };

describeOnEachDatabase("the counts of sessions", (open) => {
  it("follow every session that comes, goes, is excluded, included or withdrawn", async () => {
    const { campaignId, sessionIds } = await createFieldwork(open(), { sessions: 12 });
    const counts = async () => {
      const [engine] = await readAudienceEngines(open(), campaignId);
      return [engine?.sessions, engine?.excluded];
    };
    const [a, b, c] = sessionIds as [number, number, number];
    expect(await counts()).toEqual([12, 0]);
    await excludeSession(open(), a, "test", subtractPacked);
    await excludeSession(open(), b, "test", subtractPacked);
    expect(await counts()).toEqual([10, 2]);
    await includeSession(open(), b, () => ({ n: 0, sums: new Uint8Array() }));
    expect(await counts()).toEqual([11, 1]);
    await withdrawSession(open(), a, subtractPacked);
    await withdrawSession(open(), c, subtractPacked);
    expect(await counts()).toEqual([10, 0]);
    await open().sessionStimulus.deleteMany({ where: { sessionId: { in: sessionIds } } });
    await open().session.deleteMany({ where: { campaignId } });
    expect(await counts()).toEqual([0, 0]);
    expect((await readAudienceEngines(open(), campaignId))[0]?.lastStartedAt).toBeNull();
  });

  it("are counted once when many sessions change in one statement", async () => {
    const { campaignId, sessionIds } = await createFieldwork(open(), { sessions: 20 });
    await open().session.updateMany({ where: { campaignId }, data: { excludedAt: new Date() } });
    await open().session.updateMany({ where: { id: sessionIds[0]! }, data: { excludedAt: null } });
    await open().session.updateMany({ where: { campaignId }, data: { device: {} } });
    expect(await readAudienceEngines(open(), campaignId)).toMatchObject([{ sessions: 1, excluded: 19 }]);
  });

  it("of those who were shown a cut follow the same, and agree with the sessions one by one", async () => {
    const { campaignId, videoId, sessionIds } = await createFieldwork(open(), { sessions: 12 });
    const other = videoId + 1_000;
    const [a, b, c, d, e] = sessionIds as [number, number, number, number, number];
    const agree = async () => {
      for (const asked of [videoId, other]) {
        const kept = await countShownByCell(open(), campaignId, asked);
        const shown = {
          stimuli: { some: { videoId: asked } },
          state: { not: "withdrawn" as const },
          campaignId,
        };
        const plain = await open().session.findMany({
          where: shown,
          select: { cellId: true, excludedAt: true },
        });
        for (const cellId of new Set([...kept.keys(), ...plain.map((session) => session.cellId)])) {
          const own = plain.filter((session) => session.cellId === cellId);
          const excluded = own.filter(({ excludedAt }) => excludedAt !== null).length;
          const counts = kept.get(cellId) ?? { sessions: 0, excluded: 0 };
          expect(counts).toEqual({ sessions: own.length - excluded, excluded });
        }
      }
      return [...(await countShownByCell(open(), campaignId, other)).values()];
    };
    expect(await agree()).toEqual([]);
    // Some see the other cut as well.
    await open().sessionStimulus.createMany({
      data: [a, b, c, d].map((sessionId) => ({ sessionId, segment: 2, videoId: other })),
    });
    expect(await agree()).toEqual([{ sessions: 4, excluded: 0 }]);
    await excludeSession(open(), a, "test", subtractPacked);
    await excludeSession(open(), b, "test", subtractPacked);
    await excludeSession(open(), e, "test", subtractPacked);
    expect(await agree()).toEqual([{ sessions: 2, excluded: 2 }]);
    await includeSession(open(), b, () => ({ n: 0, sums: new Uint8Array() }));
    await withdrawSession(open(), a, subtractPacked);
    await withdrawSession(open(), c, subtractPacked);
    expect(await agree()).toEqual([{ sessions: 2, excluded: 0 }]);
    await open().session.updateMany({ where: { campaignId }, data: { excludedAt: new Date() } });
    await agree();
    await open().session.updateMany({ where: { id: { in: [b, d] } }, data: { excludedAt: null } });
    expect(await agree()).toEqual([{ sessions: 2, excluded: 0 }]);
    await open().sessionStimulus.deleteMany({ where: { sessionId: { in: sessionIds } } });
    expect(await agree()).toEqual([{ sessions: 0, excluded: 0 }]);
  });

  it("let a viewer come while another withdraws: neither waits for the other's counts in turn", async () => {
    const { campaignId, videoId, sessionIds } = await createFieldwork(open(), { sessions: 16 });
    const { cellId } = await open().session.findUniqueOrThrow({ where: { id: sessionIds[0]! } });
    let withdrawal: Promise<unknown> | undefined;
    await open().$transaction(async (tx) => {
      const session = { publicId: randomUUID(), campaignId, cellId, keySha256: new Uint8Array(32) };
      const { id } = await tx.session.create({ data: { ...session, baseline: [], facingPose: [] } });
      // Its counts are in the same row as those of the new one.
      const other = sessionIds.find((old) => old % 8 === id % 8)!;
      withdrawal = withdrawSession(open(), other, subtractPacked);
      await delay(300);
      await tx.sessionStimulus.create({ data: { sessionId: id, segment: 1, videoId } });
    }, PATIENCE);
    await withdrawal;
    expect((await countShownByCell(open(), campaignId, videoId)).get(cellId)?.sessions).toBe(16);
  });
});
