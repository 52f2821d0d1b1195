import { expect, it } from "vitest";
import type { StartSessionRequest } from "#lib/protocol/session-api.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { consentText } from "./consent-text.ts";
import { startSession } from "./start-session.ts";

const SEGMENTS = [
  { key: "age_band", title: "Age band", values: ["18-34", "35+"] },
  { key: "gender", title: "Gender", values: ["female", "male"] },
];

describeOnEachDatabase("the groups that a viewer's link names", (open) => {
  async function study() {
    const { campaignId } = await createFieldwork(open(), { sessions: 0 });
    await open().campaign.update({
      where: { id: campaignId },
      data: { segmentVariables: SEGMENTS, attestedAt: new Date() },
    });
    const { slug } = await open().campaign.findUniqueOrThrow({ where: { id: campaignId } });
    const campaign = await findCampaignBySlug(open(), slug);
    if (!campaign) throw new Error("no campaign");
    const request: StartSessionRequest = {
      textSha256: consentText(campaign).sha256,
      consented: true,
      engineVersion: "human-3.3.6/emotion",
      device: { userAgent: "x" },
    };
    return { slug, request };
  }

  it("put the session into their cell, in whatever order they stand", async () => {
    const { slug, request } = await study();
    const start = async (segments: Record<string, string>) => {
      const { sessionId } = await startSession(open(), slug, { ...request, segments });
      return open().session.findUniqueOrThrow({ where: { id: sessionId }, include: { cell: true } });
    };
    const first = await start({ age_band: "18-34", gender: "male" });
    expect(first.cell).toMatchObject({
      simulated: false,
      variables: { age_band: "18-34", gender: "male" },
      variablesKey: '{"age_band":"18-34","gender":"male"}',
    });
    expect((await start({ gender: "male", age_band: "18-34" })).cellId).toBe(first.cellId);
    expect((await start({ age_band: "18-34" })).cell.variables).toEqual({ age_band: "18-34" });
    expect((await start({})).cell.variables).toEqual({});
  });

  it("are refused when they were not fixed before fieldwork, and nothing is stored", async () => {
    const { slug, request } = await study();
    for (const segments of [{ age_band: "80" }, { country: "NO" }, { gender: "Male" }]) {
      await expect(startSession(open(), slug, { ...request, segments })).rejects.toThrow(
        expect.objectContaining({ code: "segment-unknown" }),
      );
    }
    expect(await open().session.count({ where: { campaign: { slug } } })).toBe(0);
    expect(await open().consentRecord.count({ where: { campaign: { slug } } })).toBe(0);
  });
});
