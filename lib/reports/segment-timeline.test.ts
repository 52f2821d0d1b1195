import { beforeAll, expect, it } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { wilson95 } from "#lib/analytics/wilson.ts";
import { deviceKind } from "#lib/protocol/device-kind.ts";
import type { SegmentExpression } from "#lib/protocol/segment.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
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
    ["by what cells do not say", PHONES, ({ userAgent }) => deviceKind(userAgent) === "phone"],
    ["by their grade", { grade: [4, 5, 6] }, ({ grade }) => grade >= 4],
    [
      "by both, with and, or and not",
      { any: [{ all: [OLDER, PHONES] }, { all: [YOUNG, { not: PHONES }] }] },
      ({ age, userAgent }) => (age !== "18-34") === (deviceKind(userAgent) === "phone"),
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
    const everyone = await campaignTimeline(
      open(),
      { id: known.campaignId },
      {
        ...asked({ any: [{ simulated: true }, { simulated: false }] }),
        audience: "simulated",
      },
    );
    expect(everyone.sessions).toBe(known.viewers.filter(({ excluded }) => !excluded).length);
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
