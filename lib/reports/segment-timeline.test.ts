import { beforeAll, describe, expect, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { wilson95 } from "#lib/analytics/wilson.ts";
import { largestN } from "#lib/chart/losses.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import { deviceKind } from "#lib/protocol/device-kind.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import { type Audience, timelineQuerySchema, timelineSchema } from "#lib/protocol/timeline.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { createKnownAudience, type KnownAudience, type KnownViewer } from "#lib/testing/known-audience.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { campaignTimeline, sumSeconds } from "./campaign-timeline.ts";
import { chooseAudience } from "./chosen-audience.ts";

const HAPPY = 3;
const YOUNG: SegmentExpression = { variable: "age", in: ["18-34"] };
const OLDER: SegmentExpression = { not: YOUNG };
const NEVER: SegmentExpression = { all: [YOUNG, OLDER] };
const PHONES: SegmentExpression = { device: ["phone"] };

const isPhone = ({ userAgent }: KnownViewer) => deviceKind(userAgent) === "phone";

const asked = (expression: SegmentExpression) =>
  timelineQuerySchema.parse({ segment: JSON.stringify(expression), basis: "raw" });

describeOnEachDatabase("the timeline of a segment", (open) => {
  let known: KnownAudience;
  beforeAll(async () => {
    known = await createKnownAudience(open(), { viewers: 60 });
  });

  const plain = (belongs: (viewer: KnownViewer) => boolean, second: number) => {
    const values = known.viewers
      .filter((viewer) => !viewer.excluded && belongs(viewer))
      .flatMap(({ seconds }) => (seconds[0]![second]?.raw ? [seconds[0]![second]!.raw![HAPPY]!] : []));
    return { n: values.length, share: wilson95(values.filter((v) => v >= 2_500).length, values.length) };
  };

  it.each<[string, SegmentExpression, (viewer: KnownViewer) => boolean]>([
    ["by cells", YOUNG, ({ age }) => age === "18-34"],
    ["by what cells do not say", PHONES, isPhone],
    ["by their grade", { grade: [4, 5, 6] }, ({ grade }) => grade >= 4],
    [
      "by both, with and, or and not",
      { any: [{ all: [OLDER, PHONES] }, { all: [YOUNG, { not: PHONES }] }] },
      (viewer) => (viewer.age !== "18-34") === isPhone(viewer),
    ],
  ])("counts exactly its viewers %s", async (_, expression, belongs) => {
    const timeline = await campaignTimeline(open(), { id: known.campaignId }, asked(expression));
    expect(timeline.segment).toEqual(expression);
    expect(timeline.sessions).toBe(known.viewers.filter((v) => !v.excluded && belongs(v)).length);
    expect(timeline.excluded).toBe(known.viewers.filter((v) => v.excluded && belongs(v)).length);
    for (const { second, n, reactionShare } of timeline.seconds) {
      const expected = plain(belongs, second);
      expect(n).toBe(expected.n);
      expect(reactionShare?.[HAPPY]).toEqual(expected.share);
    }
  });

  it("has the same numbers by cells and by tracks, folded or not", async () => {
    const campaign = { id: known.campaignId };
    const video = known.videos[0]!;
    for (const expression of [YOUNG, OLDER, { any: [YOUNG, { variable: "age", in: ["55+"] }] }, NEVER]) {
      const audience = await chooseAudience(open(), campaign.id, asked(expression));
      expect(audience.byCells).toBe(true);
      const byCells = await sumSeconds(open(), campaign, video, audience);
      const { cellIds } = await chooseAudience(open(), campaign.id, timelineQuerySchema.parse({}));
      const byTracks = await sumSeconds(open(), campaign, video, { ...audience, cellIds, byCells: false });
      expect(byTracks).toEqual(byCells);
      await foldVideo(open(), video.id, addPacked);
      expect(await sumSeconds(open(), campaign, video, audience)).toEqual(byTracks);
    }
  });

  it("mixes simulated and real viewers only when it says so", async () => {
    const nobody = await campaignTimeline(open(), { id: known.campaignId }, asked({ simulated: true }));
    expect(nobody.sessions).toBe(0);
    // Nobody belongs to the segment, but there is an audience.
    const counted = known.viewers.filter(({ excluded }) => !excluded).length;
    expect(nobody.audienceSessions).toBe(counted);
    const everyone = await campaignTimeline(
      open(),
      { id: known.campaignId },
      {
        ...asked({ any: [{ simulated: true }, { simulated: false }] }),
        audience: "simulated",
      },
    );
    expect(everyone.sessions).toBe(counted);
    expect(everyone.audienceSessions).toBe(0);
  });

  it("counts the sessions of its own cut alone, by cells, by tracks and of the other audience", async () => {
    const cuts = await createKnownAudience(open(), {
      viewers: 60,
      seconds: [3, 3],
      watches: (viewer) => [viewer % 2],
      simulated: (viewer) => viewer % 5 === 0,
    });
    const shown = (cut: number, belongs: (viewer: KnownViewer) => boolean) => {
      const viewers = cuts.viewers.filter((viewer, i) => i % 2 === cut && belongs(viewer));
      const sessions = viewers.filter(({ excluded }) => !excluded).length;
      return { sessions, excluded: viewers.length - sessions };
    };
    const real = (viewer: KnownViewer) => !viewer.simulated;
    for (const [cut, { id: videoId }] of cuts.videos.entries()) {
      const read = (query: Record<string, unknown>) =>
        campaignTimeline(
          open(),
          { id: cuts.campaignId },
          timelineQuerySchema.parse({ videoId, basis: "raw", ...query }),
        );
      const everybody = await read({});
      const simulated = shown(cut, (viewer) => viewer.simulated).sessions;
      expect(everybody).toMatchObject({ ...shown(cut, real), otherAudienceSessions: simulated });
      expect(everybody.audienceSessions).toBe(everybody.sessions);
      expect(largestN(everybody)).toBeLessThanOrEqual(everybody.sessions);
      expect(await read({ audience: "simulated" })).toMatchObject({
        sessions: simulated,
        otherAudienceSessions: everybody.sessions,
      });
      for (const [segment, belongs] of [
        [YOUNG, (viewer: KnownViewer) => viewer.age === "18-34"],
        [PHONES, isPhone],
      ] as const) {
        expect(await read({ segment: JSON.stringify(segment) })).toMatchObject({
          ...shown(cut, (viewer) => real(viewer) && belongs(viewer)),
          audienceSessions: everybody.sessions,
        });
      }
      expect(await read({ segment: JSON.stringify({ any: [{ simulated: true }, YOUNG] }) })).toMatchObject({
        countedAudience: "mixed",
        sessions: shown(cut, (viewer) => viewer.simulated || viewer.age === "18-34").sessions,
      });
    }
  });

  describe("where simulated viewers are among a campaign's", () => {
    let both: KnownAudience;
    beforeAll(async () => {
      both = await createKnownAudience(open(), { viewers: 40, simulated: (viewer) => viewer % 3 === 0 });
    });
    const SIMULATED: SegmentExpression = { simulated: true };
    const EITHER: SegmentExpression = { any: [SIMULATED, { simulated: false }] };

    it.each<[string, Audience, SegmentExpression, CountedAudience, (viewer: KnownViewer) => boolean]>([
      ["that no term is about", "real", YOUNG, "real", (v) => !v.simulated && v.age === "18-34"],
      ["that no term is about", "simulated", PHONES, "simulated", (v) => v.simulated && isPhone(v)],
      ["of simulated viewers", "real", SIMULATED, "simulated", (v) => v.simulated],
      [
        "of simulated phones",
        "real",
        { all: [SIMULATED, PHONES] },
        "simulated",
        (v) => v.simulated && isPhone(v),
      ],
      ["of real viewers", "simulated", { not: SIMULATED }, "real", (v) => !v.simulated],
      ["of both", "real", EITHER, "mixed", () => true],
      ["of phones of both", "simulated", { all: [EITHER, PHONES] }, "mixed", isPhone],
    ])(
      "says whose numbers they are of a segment %s, asked for %s",
      async (_, audience, expression, of, belongs) => {
        const query = { ...asked(expression), audience };
        const timeline = await campaignTimeline(open(), { id: both.campaignId }, query);
        expect(timeline).toMatchObject({
          audience,
          countedAudience: of,
          sessions: both.viewers.filter((viewer) => !viewer.excluded && belongs(viewer)).length,
        });
        expect(timelineSchema.parse(timeline)).toEqual(timeline);
      },
    );

    it("calls both asked for real where nobody simulated is counted, and nobody what was asked for", async () => {
      const real = { id: known.campaignId };
      expect(await campaignTimeline(open(), real, asked(EITHER))).toMatchObject({ countedAudience: "real" });
      expect(await campaignTimeline(open(), real, asked(SIMULATED))).toMatchObject({
        countedAudience: "real",
      });
    });
  });

  it("shows no number of fewer than five viewers, and finds no segment of another campaign", async () => {
    const one = { all: [YOUNG, { device: ["tablet" as const] }, { variable: "age", in: ["18-34"] }] };
    const timeline = await campaignTimeline(open(), { id: known.campaignId }, asked(one));
    for (const { n, mean } of timeline.seconds) expect(mean === null).toBe(n < 5);
    const none = await campaignTimeline(open(), { id: known.campaignId }, asked(NEVER));
    expect(none.seconds.every(({ n, mean }) => n === 0 && mean === null)).toBe(true);
    const other = await createKnownAudience(open(), { viewers: 0 });
    const { id } = await open().savedSegment.create({
      data: { campaignId: other.campaignId, name: "Young", expression: YOUNG as object },
    });
    const saved = timelineQuerySchema.parse({ segment: String(id) });
    await expect(campaignTimeline(open(), { id: known.campaignId }, saved)).rejects.toMatchObject({
      code: "not-found",
    });
    expect((await campaignTimeline(open(), { id: other.campaignId }, saved)).segment).toEqual(YOUNG);
  });
});
