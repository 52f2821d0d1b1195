import { expect, it } from "vitest";
import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { excludeSession, includeSession } from "./exclude-session.ts";
import { readAudienceEngines } from "./read-audience-engines.ts";
import { withdrawSession } from "./withdraw-session.ts";

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
});
