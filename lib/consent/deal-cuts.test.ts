import { expect, it } from "vitest";
import type { CutPlan } from "#lib/protocol/campaign-setup.ts";
import type { StartSessionRequest } from "#lib/protocol/session-api.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { createKnownAudience } from "#lib/testing/known-audience.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { consentText } from "./consent-text.ts";
import { resumeSession } from "./resume-session.ts";
import { startSession } from "./start-session.ts";

describeOnEachDatabase("viewers who begin at the same moment", (open) => {
  async function study(cutPlan: CutPlan) {
    const { campaignId, videos } = await createKnownAudience(open(), { viewers: 0, seconds: [5, 5, 5] });
    await open().campaign.update({ where: { id: campaignId }, data: { cutPlan, attestedAt: new Date() } });
    const { slug } = await open().campaign.findUniqueOrThrow({ where: { id: campaignId } });
    const request: StartSessionRequest = {
      textSha256: consentText((await findCampaignBySlug(open(), slug))!).sha256,
      consented: true,
      engineVersion: "human-3.3.6/emotion",
      device: { userAgent: "x" },
    };
    return { slug, request, videoIds: videos.map(({ id }) => id) };
  }

  it("are dealt one cut each, every cut to exactly as many, and find it again", async () => {
    const { slug, request, videoIds } = await study("oneEach");
    const started = await Promise.all(Array.from({ length: 18 }, () => startSession(open(), slug, request)));
    const shown = started.map(({ stimuli }) => stimuli.map(({ videoId }) => videoId));
    expect(shown.every(({ length }) => length === 1)).toBe(true);
    for (const id of videoIds) expect(shown.filter(([video]) => video === id)).toHaveLength(6);
    const again = await resumeSession(open(), slug, started[0]!.sessionKey);
    expect(again?.stimuli).toEqual(started[0]!.stimuli);
  });

  it("are shown all cuts, each as often first, second and last; a refused one takes no turn", async () => {
    const { slug, request, videoIds } = await study("allShuffled");
    const unknown = { ...request, segments: { age: "90" } };
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => startSession(open(), slug, i % 4 === 3 ? unknown : request)),
    );
    const shown = answers.flatMap((answer) =>
      answer.status === "fulfilled" ? [answer.value.stimuli.map(({ videoId }) => videoId)] : [],
    );
    expect(shown).toHaveLength(9);
    for (const place of [0, 1, 2]) {
      for (const id of videoIds) expect(shown.filter((order) => order[place] === id)).toHaveLength(3);
    }
  });
});
