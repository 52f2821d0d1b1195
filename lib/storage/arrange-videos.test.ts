import { expect, it } from "vitest";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { arrangeVideo } from "./campaign-videos.ts";

describeOnEachDatabase("the videos of a draft", (open) => {
  async function draft() {
    const { campaignId, videoId } = await createFieldwork(open(), { sessions: 0 });
    await open().campaign.update({ where: { id: campaignId }, data: { status: "draft" } });
    await open().video.update({ where: { id: videoId }, data: { title: "A" } });
    const film = { campaignId, url: "/x", mimeType: "video/webm", durationMs: 1, width: 1, height: 1 };
    const rest = ["B", "C"].map((title, index) => ({ ...film, title, position: index + 2 }));
    const [b, c] = await open().video.createManyAndReturn({ data: rest });
    const order = async () =>
      (await open().video.findMany({ where: { campaignId }, orderBy: { position: "asc" } })).map(
        ({ title, position }) => `${position}${title}`,
      );
    return { campaignId, a: videoId, b: b!.id, c: c!.id, order };
  }

  it("are renamed and moved to any place, and the others close up", async () => {
    const { campaignId, a, c, order } = await draft();
    expect(await arrangeVideo(open(), campaignId, c, { position: 1 })).toBe("done");
    expect(await order()).toEqual(["1C", "2A", "3B"]);
    expect(await arrangeVideo(open(), campaignId, a, { position: 3, title: "Z" })).toBe("done");
    expect(await order()).toEqual(["1C", "2B", "3Z"]);
    expect(await arrangeVideo(open(), campaignId, a, { position: 3 })).toBe("done");
    expect(await order()).toEqual(["1C", "2B", "3Z"]);
  });

  it("stay as they are for a place or a video that is not there, and once it is no draft", async () => {
    const { campaignId, a, order } = await draft();
    const other = await draft();
    expect(await arrangeVideo(open(), campaignId, a, { position: 4, title: "Z" })).toBe("absent");
    expect(await arrangeVideo(open(), campaignId, other.a, { position: 1 })).toBe("absent");
    await open().campaign.update({ where: { id: campaignId }, data: { status: "live" } });
    expect(await arrangeVideo(open(), campaignId, a, { position: 2 })).toBe("fixed");
    expect(await order()).toEqual(["1A", "2B", "3C"]);
  });

  it("moved by two people at once stand in one order", async () => {
    const { campaignId, a, b, c, order } = await draft();
    await Promise.all([a, b, c].map((id) => arrangeVideo(open(), campaignId, id, { position: 1 })));
    expect((await order()).map((place) => place[0])).toEqual(["1", "2", "3"]);
  });
});
