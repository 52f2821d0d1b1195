import { expect, it } from "vitest";
import type { Scene } from "#lib/protocol/scenes.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { addScenes, changeScene, copyScenes, markScene, readScenes } from "./scenes.ts";

const span = (label: string, startMs: number, endMs: number) => ({ label, startMs, endMs });

describeOnEachDatabase("scenes", (open) => {
  it("are read in the order of the film, deleted ones left out until they are brought back", async () => {
    const { campaignId, videoId } = await createFieldwork(open(), { durationMs: 10_000 });
    const made = await addScenes(open(), campaignId, videoId, [
      span("Pack", 5_000, 10_000),
      span("Rain", 0, 5_000),
    ]);
    const labels = async () => (await readScenes(open(), campaignId, videoId)).map(({ label }) => label);
    expect(await labels()).toEqual(["Rain", "Pack"]);
    const rain = (made as Scene[]).find(({ label }) => label === "Rain")!;
    expect(await markScene(open(), campaignId, rain.id, "deleted")).toBe(true);
    expect(await markScene(open(), campaignId, rain.id, "deleted")).toBe(false);
    expect(await labels()).toEqual(["Pack"]);
    expect(await changeScene(open(), campaignId, rain.id, span("Rain", 0, 4_000))).toBe("absent");
    expect(await markScene(open(), campaignId, rain.id, "restored")).toBe(true);
    expect(await labels()).toEqual(["Rain", "Pack"]);
  });

  it("lie within the film, and belong to the campaign that is asked", async () => {
    const own = await createFieldwork(open(), { durationMs: 10_000 });
    const other = await createFieldwork(open());
    const { campaignId, videoId } = own;
    expect(await addScenes(open(), campaignId, videoId, [span("Late", 8_000, 10_500)])).toBe("outside");
    expect(await addScenes(open(), other.campaignId, videoId, [span("A", 0, 1_000)])).toBe("absent");
    const [scene] = (await addScenes(open(), campaignId, videoId, [span("A", 0, 1_000)])) as [Scene];
    expect(await changeScene(open(), campaignId, scene.id, span("A", 0, 11_000))).toBe("outside");
    expect(await changeScene(open(), other.campaignId, scene.id, span("B", 0, 1_000))).toBe("absent");
    expect(await markScene(open(), other.campaignId, scene.id, "deleted")).toBe(false);
    expect(await readScenes(open(), other.campaignId, videoId)).toEqual([]);
    const many = Array.from({ length: 100 }, () => span("A", 0, 1_000));
    expect(await addScenes(open(), campaignId, videoId, many)).toBe("full");
  });

  it("are copied to a shorter cut with key and targets, and never over what it has", async () => {
    const first = await createFieldwork(open(), { durationMs: 10_000 });
    const later = await open().campaign.create({
      data: {
        organisationId: first.organisationId,
        slug: `later-${first.campaignId}`,
        title: "Later",
        purpose: "A",
      },
    });
    const cut = await open().video.create({
      data: { ...FILM, campaignId: later.id, durationMs: 6_000 },
    });
    const made = (await addScenes(open(), first.campaignId, first.videoId, [
      span("Rain", 0, 4_000),
      span("Turn", 4_000, 8_000),
      span("Pack", 8_000, 10_000),
    ])) as Scene[];
    const targets: Scene["targets"] = [
      { expression: "happy", direction: "atLeast", level: 0.3, segment: null },
    ];
    await changeScene(open(), first.campaignId, made[0]!.id, { targets });
    const to = { organisationId: first.organisationId, campaignId: later.id, videoId: cut.id };
    expect(await copyScenes(open(), { ...to, organisationId: 0 }, first.videoId)).toBe("absent");
    const copied = (await copyScenes(open(), to, first.videoId)) as Scene[];
    expect(copied.map(({ label, startMs, endMs }) => [label, startMs, endMs])).toEqual([
      ["Rain", 0, 4_000],
      ["Turn", 4_000, 6_000],
    ]);
    expect(copied.map(({ key }) => key)).toEqual(made.slice(0, 2).map(({ key }) => key));
    expect(copied[0]!.targets).toEqual(targets);
    expect(await copyScenes(open(), to, first.videoId)).toBe("taken");
  });

  it("go with their film", async () => {
    const { campaignId, videoId } = await createFieldwork(open());
    await addScenes(open(), campaignId, videoId, [span("A", 0, 1_000)]);
    await open().sessionStimulus.deleteMany({ where: { videoId } });
    await open().video.delete({ where: { id: videoId } });
    expect(await open().scene.count({ where: { videoId } })).toBe(0);
  });
});

const FILM = { title: "Cut B", url: "/b.mp4", mimeType: "video/mp4", width: 640, height: 360 };
