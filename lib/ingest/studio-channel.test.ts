import { afterAll, beforeAll, expect, it } from "vitest";
import { tellAudienceChanged } from "#lib/auth/changed-audiences.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import { type CaptureServer, type StudioClient, startCaptureServer } from "#lib/testing/capture-server.ts";
import { createFieldwork, createSession } from "#lib/testing/fieldwork.ts";
import { tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";

const bytesOf = (second: number) =>
  encodeBatch({
    segment: 1,
    second,
    engineId: 0,
    droppedFrames: 0,
    stalledMs: 0,
    samples: tenSamples(second),
  });

describeOnEachDatabase("the studio's socket", (open) => {
  let server: CaptureServer;
  beforeAll(async () => {
    server = await startCaptureServer(open());
  });
  afterAll(() => server.close());

  async function follower(organisationId: number) {
    const client: StudioClient = server.studio({ organisationId });
    const notices: { what: "timeline" | "fieldwork"; campaignId: number; atMs: number }[] = [];
    client.on("timeline:changed", (campaignId) =>
      notices.push({ what: "timeline", campaignId, atMs: performance.now() }),
    );
    client.on("fieldwork:changed", (campaignId) =>
      notices.push({ what: "fieldwork", campaignId, atMs: performance.now() }),
    );
    await new Promise<void>((resolve) => client.once("connect", resolve));
    const follow = (campaignId: number) => client.timeout(10_000).emitWithAck("campaign:follow", campaignId);
    return { client, notices, follow };
  }

  it("refuses who is not signed in", async () => {
    const client = server.studio(null);
    const message = await new Promise((resolve) =>
      client.once("connect_error", (error) => resolve(error.message)),
    );
    expect(message).toBe("not-signed-in");
  });

  it("tells of one's own campaigns, of none of another organisation's", async () => {
    const own = await createFieldwork(open());
    const foreign = await createFieldwork(open());
    const { notices, follow } = await follower(own.organisationId);
    expect(await follow(own.campaignId)).toEqual({ ok: true });
    expect(await follow(foreign.campaignId)).toEqual({ ok: false });
    expect(await follow(-1)).toEqual({ ok: false });
    for (const { campaignId, sessionIds } of [foreign, own]) {
      const viewer = server.capture({ sessionId: sessionIds[0]!, campaignId });
      expect(await viewer.timeout(10_000).emitWithAck("batch:push", bytesOf(0))).toEqual({ ok: true });
    }
    await expect
      .poll(() => new Set(notices.map(({ what }) => what)), { timeout: 10_000 })
      .toEqual(new Set(["timeline", "fieldwork"]));
    expect(new Set(notices.map(({ campaignId }) => campaignId))).toEqual(new Set([own.campaignId]));
  });

  it("tells when somebody excluded a respondent or counted them again, without waiting for a viewer", async () => {
    const own = await createFieldwork(open());
    const foreign = await createFieldwork(open());
    const { notices, follow } = await follower(own.organisationId);
    await follow(own.campaignId);
    tellAudienceChanged(foreign.campaignId);
    tellAudienceChanged(own.campaignId);
    await expect
      .poll(() => notices.map(({ what, campaignId }) => ({ what, campaignId })), { timeout: 10_000 })
      .toEqual([{ what: "fieldwork", campaignId: own.campaignId }]);
  });

  it("tells at most once a second however many watch, and again after the last change", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 0 });
    const { client, notices, follow } = await follower(fieldwork.organisationId);
    await follow(fieldwork.campaignId);
    const ids = await Promise.all(Array.from({ length: 5 }, () => createSession(open(), fieldwork)));
    const viewers = ids.map((sessionId) => server.capture({ sessionId, campaignId: fieldwork.campaignId }));
    // What a page finds that fetches when it is told.
    const found: number[] = [];
    client.on("timeline:changed", async () => {
      found.push(await open().sampleBatch.count({ where: { videoId: fieldwork.videoId } }));
    });
    const firstPushMs = performance.now();
    for (let second = 0; second < 6; second++) {
      await Promise.all(
        viewers.map((viewer) => viewer.timeout(10_000).emitWithAck("batch:push", bytesOf(second))),
      );
    }
    // Not by the clock: the last notice and the last answer go out together, over two connections.
    await expect.poll(() => found.at(-1), { timeout: 10_000 }).toBe(6 * viewers.length);
    const times = notices.filter(({ what }) => what === "timeline").map(({ atMs }) => atMs);
    const elapsedSeconds = (performance.now() - firstPushMs) / 1000;
    // One at once, and one for each second that has begun since.
    expect(times.length).toBeLessThanOrEqual(1 + Math.ceil(elapsedSeconds));
  });
});
