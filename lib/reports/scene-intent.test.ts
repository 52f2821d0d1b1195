import { beforeAll, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { type IntentQuery, intentSchema } from "#lib/protocol/intent.ts";
import type { Scene, SceneTarget } from "#lib/protocol/scenes.ts";
import { addScenes, changeScene, copyScenes } from "#lib/storage/scenes.ts";
import { createKnownAudience, type KnownAudience, type KnownViewer } from "#lib/testing/known-audience.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { sceneIntent } from "./scene-intent.ts";

const HAPPY = EXPRESSIONS.indexOf("happy");
const YOUNG = { variable: "age", in: ["18-34"] };

describeOnEachDatabase("the targets of scenes", (open) => {
  let known: KnownAudience;
  let scenes: Scene[];
  const campaign = () => ({
    id: known.campaignId,
    organisationId: known.organisationId,
    videos: known.videos,
  });
  const query = (part: Partial<IntentQuery> = {}): IntentQuery => ({
    videoId: known.videos[0]!.id,
    audience: "real",
    basis: "raw",
    threshold: 0.25,
    ...part,
  });

  beforeAll(async () => {
    // Two cuts of 6 seconds; each viewer saw one. The second lifts happy in its last three seconds.
    known = await createKnownAudience(open(), {
      viewers: 80,
      seconds: [6, 6],
      watches: (viewer) => [viewer % 2],
      raise: (video, second) => (video === 1 && second >= 3 ? 2_500 : 0),
    });
    const [first, second] = known.videos.map(({ id }) => id) as [number, number];
    scenes = (await addScenes(open(), known.campaignId, first, [
      { label: "Rain", startMs: 0, endMs: 3_000 },
      { label: "Turn", startMs: 3_000, endMs: 6_000 },
    ])) as Scene[];
    await changeScene(open(), known.campaignId, scenes[1]!.id, {
      targets: [
        { expression: "happy", direction: "atLeast", level: 0.05, segment: null },
        {
          expression: "happy",
          direction: "atLeast",
          level: 0.99,
          segment: { name: "Young", expression: YOUNG },
        },
      ],
    });
    const to = { organisationId: known.organisationId, campaignId: known.campaignId, videoId: second };
    await copyScenes(open(), to, first);
  });

  /** Each viewer's share of the valid seconds 3 to 5 in which raw happy reaches 0.25, by hand. */
  const shares = (video: number, belongs: (viewer: KnownViewer) => boolean = () => true) =>
    known.viewers
      .filter((viewer) => !viewer.excluded && belongs(viewer))
      .map(({ seconds }) => seconds[video]!.slice(3, 6).flatMap((second) => second?.raw?.[HAPPY] ?? []))
      .filter((values) => values.length > 0)
      .map((values) => values.filter((value) => value >= 2_500).length / values.length);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it("are held against each viewer's share of the scene, averaged over viewers of the target's segment", async () => {
    const intent = await sceneIntent(open(), campaign(), query());
    expect(intentSchema.parse(intent)).toEqual(intent);
    expect(intent.scenes.map(({ scene, targets }) => [scene.label, targets.length])).toEqual([
      ["Rain", 0],
      ["Turn", 2],
    ]);
    const [all, young] = intent.scenes[1]!.targets;
    const everybody = shares(0);
    expect(all?.achieved.n).toBe(everybody.length);
    expect(all?.achieved.estimate?.value).toBeCloseTo(mean(everybody), 9);
    expect(all?.verdict).toBe("met");
    const ofYoung = shares(0, ({ age }) => age === "18-34");
    expect(young?.achieved.n).toBe(ofYoung.length);
    expect(young?.achieved.estimate?.value).toBeCloseTo(mean(ofYoung), 9);
    expect(young?.verdict).toBe("missed");
    expect(all?.before).toBeNull();
  });

  it("tell what the change of the cut did, scene by scene, by the scenes' keys", async () => {
    const [first, second] = known.videos.map(({ id }) => id) as [number, number];
    const asked = query({ videoId: second, against: first });
    const { scenes: tested, otherCuts } = await sceneIntent(open(), campaign(), asked);
    expect(otherCuts).toMatchObject([{ videoId: first, scenes: 2, shared: 2 }]);
    const [target] = tested[1]!.targets;
    expect(target?.achieved.estimate?.value).toBeCloseTo(mean(shares(1)), 9);
    expect(target?.before?.estimate?.value).toBeCloseTo(mean(shares(0)), 9);
    expect(target?.change?.value).toBeCloseTo(mean(shares(1)) - mean(shares(0)), 9);
    expect(target?.change?.low).toBeGreaterThan(0);
  });

  it("say of whom they are when a segment takes simulated viewers, target by target and together", async () => {
    const both = await createKnownAudience(open(), { viewers: 30, simulated: (viewer) => viewer % 2 === 1 });
    const asked = query({ videoId: both.videos[0]!.id });
    const ofBoth = { id: both.campaignId, organisationId: both.organisationId, videos: both.videos };
    const [scene] = (await addScenes(open(), both.campaignId, asked.videoId, [
      { label: "Rain", startMs: 0, endMs: 3_000 },
    ])) as Scene[];
    const target = { expression: "happy", direction: "atLeast", level: 0.05 } as const;
    const madeUp = { name: "Made up", expression: { simulated: true } };
    const targeted = async (targets: SceneTarget[]) => {
      await changeScene(open(), both.campaignId, scene!.id, { targets });
      const intent = await sceneIntent(open(), ofBoth, asked);
      const each = intent.scenes[0]!.targets.map(({ countedAudience }) => countedAudience);
      return [intent.countedAudience, ...each];
    };
    const everybody = { ...target, segment: null };
    expect(await targeted([everybody])).toEqual(["real", "real"]);
    expect(await targeted([everybody, { ...target, segment: madeUp }])).toEqual([
      "mixed",
      "real",
      "simulated",
    ]);
  });

  it("are not there for a video of elsewhere, nor against a cut that shares no scene", async () => {
    const other = await createKnownAudience(open(), { viewers: 1 });
    const elsewhere = other.videos[0]!.id;
    await expect(sceneIntent(open(), campaign(), query({ videoId: elsewhere }))).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(sceneIntent(open(), campaign(), query({ against: elsewhere }))).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
