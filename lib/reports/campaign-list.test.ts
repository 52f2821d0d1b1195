import { expect, it } from "vitest";
import { campaignListSchema } from "#lib/protocol/campaign-list.ts";
import { createFieldwork, createSession } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { campaignList } from "./campaign-list.ts";

describeOnEachDatabase("campaignList", (open) => {
  it("lists one's own organisation's campaigns with real and simulated fieldwork apart", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 4 });
    const [finished, excluded, withdrawn] = fieldwork.sessionIds as [number, number, number];
    await createFieldwork(open(), { sessions: 1 });
    const cell = await open().segmentCell.create({
      data: { campaignId: fieldwork.campaignId, simulated: true, engineVersion: "synthetic-1" },
    });
    await createSession(open(), { ...fieldwork, cellId: cell.id }, { simulated: true });
    await open().session.update({
      where: { id: finished },
      data: { state: "finished", startedAt: new Date("2040-01-01T00:00:00Z") },
    });
    await open().session.update({ where: { id: excluded }, data: { excludedAt: new Date() } });
    await open().session.update({ where: { id: withdrawn }, data: { state: "withdrawn" } });

    const list = await campaignList(open(), fieldwork.organisationId);
    expect(campaignListSchema.parse(list)).toEqual(list);
    expect(list.campaigns).toMatchObject([
      {
        id: fieldwork.campaignId,
        status: "live",
        videos: [{ id: fieldwork.videoId, durationMs: 10_000 }],
        real: { sessions: 2, finished: 1, excluded: 1, lastStartedAt: "2040-01-01T00:00:00.000Z" },
        simulated: { sessions: 1, finished: 0, excluded: 0 },
        declined: 0,
      },
    ]);
  });

  it("says of a campaign without sessions that there are none", async () => {
    const { organisationId } = await createFieldwork(open(), { sessions: 0 });
    const none = { sessions: 0, finished: 0, excluded: 0, lastStartedAt: null };
    expect((await campaignList(open(), organisationId)).campaigns).toMatchObject([
      { real: none, simulated: none },
    ]);
    expect(await campaignList(open(), 2_000_000_000)).toEqual({ campaigns: [] });
  });
});
