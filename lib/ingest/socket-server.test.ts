import { afterAll, beforeAll, expect, it } from "vitest";
import { subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { tellSessionEnded } from "#lib/auth/ended-sessions.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import { refuse } from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { unpackViewerTrack } from "#lib/protocol/viewer-track.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import { withdrawSession } from "#lib/storage/withdraw-session.ts";
import { type CaptureClient, type CaptureServer, startCaptureServer } from "#lib/testing/capture-server.ts";
import { createFieldwork, createSession, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { LAUGHING_SCORES, tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";

function bytesOf(segment: number, second: number, changes: Partial<Batch> = {}): Uint8Array {
  const samples = tenSamples(second, segment === 0 ? {} : { scores: LAUGHING_SCORES });
  return encodeBatch({ segment, second, engineId: 0, droppedFrames: 0, stalledMs: 0, samples, ...changes });
}

const connected = (client: { once(event: "connect", listener: () => void): unknown }) =>
  new Promise<void>((resolve) => client.once("connect", resolve));
const refusedWith = (client: CaptureClient) =>
  new Promise<unknown>((resolve) => {
    client.once("connect_error", (error) => resolve("data" in error ? error.data : error.message));
  });
const push = (client: CaptureClient, bytes: Uint8Array) =>
  client.timeout(10_000).emitWithAck("batch:push", bytes);

describeOnEachDatabase("the capture socket", (open) => {
  let server: CaptureServer;
  let fieldwork: Fieldwork;
  beforeAll(async () => {
    server = await startCaptureServer(open(), { everyMs: 50, idleEveryMs: 50 });
    fieldwork = await createFieldwork(open(), { sessions: 0 });
  });
  afterAll(() => server.close());

  async function viewer({ calibrated = true } = {}) {
    const sessionId = await createSession(open(), fieldwork, { calibrated });
    const client = server.capture({ sessionId, campaignId: fieldwork.campaignId });
    await connected(client);
    return { sessionId, client };
  }

  it("carries a viewer from calibration to the audience's sums and the viewer's track", async () => {
    const { sessionId, client } = await viewer({ calibrated: false });
    for (let second = 0; second < 5; second++)
      expect(await push(client, bytesOf(0, second))).toEqual({ ok: true });
    expect(await push(client, bytesOf(1, 0))).toEqual(refuse("calibration-missing"));
    const calibrate = () => client.timeout(10_000).emitWithAck("session:calibrate");
    expect(await calibrate()).toEqual({ ok: true, refusal: null });
    expect(await calibrate()).toEqual({ ok: true, refusal: null });
    const session = await open().session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session).toMatchObject({ baseline: [0, 0, 0, 2_000, 8_000, 0, 0], facingPose: [0, 0] });
    expect(await push(client, bytesOf(1, 0))).toEqual({ ok: true });
    expect(await push(client, bytesOf(1, 2))).toEqual({ ok: true });
    expect(await client.timeout(10_000).emitWithAck("session:resume")).toEqual({
      ok: true,
      calibrated: true,
      stored: { 0: [0, 1, 2, 3, 4], 1: [0, 2] },
    });
    const finish = () => client.timeout(10_000).emitWithAck("session:finish");
    expect(await finish()).toEqual({ ok: true });
    expect(await finish()).toEqual({ ok: true });
    expect(await push(client, bytesOf(1, 3))).toEqual(refuse("session-closed"));

    const track = await open().viewerTrack.findFirstOrThrow({ where: { sessionId } });
    const seconds = unpackViewerTrack(track.payload);
    expect(seconds.map((second) => second?.corrected?.[3] ?? null)).toEqual([6_000, null, 6_000]);
    await expect
      .poll(
        async () => {
          const rows = await open().audienceSecond.findMany({ where: { videoId: fieldwork.videoId } });
          return rows.map(({ second, sums }) => [second, unpackSums(sums).corrected[3]]);
        },
        { timeout: 10_000 },
      )
      .toEqual([
        [0, { sum: 6_000, sumSquares: 36_000_000 }],
        [2, { sum: 6_000, sumSquares: 36_000_000 }],
      ]);
  });

  it("acknowledges a batch after it can be read, and one that comes again without storing it again", async () => {
    const { sessionId, client } = await viewer();
    expect(await push(client, bytesOf(1, 4))).toEqual({ ok: true });
    expect(await storedSeconds(open(), sessionId)).toEqual({ 1: [4] });
    expect(await push(client, bytesOf(1, 4, { samples: [] }))).toEqual({ ok: true });
    const rows = await open().sampleBatch.findMany({ where: { sessionId } });
    expect(rows.map(({ payload }) => payload)).toEqual([Uint8Array.from(bytesOf(1, 4))]);
  });

  it("answers every bad message with its code and stays in service", async () => {
    const { sessionId, client } = await viewer();
    expect(await push(client, Uint8Array.of(1, 2, 3))).toEqual(refuse("batch-malformed"));
    expect(await push(client, bytesOf(1, 10))).toEqual(refuse("batch-out-of-range"));
    expect(await push(client, bytesOf(2, 0))).toEqual(refuse("batch-out-of-range"));
    expect(await push(client, bytesOf(1, 0, { engineId: 1 }))).toEqual(refuse("batch-out-of-range"));
    expect(await push(client, bytesOf(0, 0))).toEqual(refuse("calibration-done"));
    // As a stranger would: no bytes, no callback, a callback that is none.
    const raw = client as unknown as { emit(event: string, ...args: unknown[]): void };
    raw.emit("batch:push");
    raw.emit("batch:push", "text", "no callback");
    raw.emit("session:resume", { not: "a callback" });
    raw.emit("session:finish-me-not");
    expect(await push(client, bytesOf(1, 1))).toEqual({ ok: true });
    expect(await storedSeconds(open(), sessionId)).toEqual({ 1: [1] });
    expect(server.errors).toEqual([]);
  });

  it("lets the newest connection of a session win and tells the older", async () => {
    const { sessionId, client: older } = await viewer();
    const told = new Promise<void>((resolve) => older.once("session:overtaken", resolve));
    const gone = new Promise<string>((resolve) => older.once("disconnect", resolve));
    const newer = server.capture({ sessionId, campaignId: fieldwork.campaignId });
    await connected(newer);
    await told;
    expect(await gone).toBe("io server disconnect");
    expect(await push(newer, bytesOf(1, 0))).toEqual({ ok: true });
    expect(newer.connected).toBe(true);
  });

  it("ends the connection of a session that is withdrawn, and takes nothing more from it", async () => {
    const { sessionId, client } = await viewer();
    expect(await push(client, bytesOf(1, 0))).toEqual({ ok: true });
    const gone = new Promise<string>((resolve) => client.once("disconnect", resolve));
    const { videoIds } = await withdrawSession(open(), sessionId, subtractPacked);
    // As a batch that was on its way: the connection's own knowledge of the session is older.
    expect(await push(client, bytesOf(1, 1))).toEqual(refuse("session-closed"));
    tellSessionEnded({ sessionId, campaignId: fieldwork.campaignId, videoIds });
    expect(await gone).toBe("io server disconnect");
    expect(await refusedWith(client.connect())).toEqual(refuse("session-closed"));
    expect(await storedSeconds(open(), sessionId)).toEqual({});
  });

  it("opens to a good ticket only", async () => {
    const withdrawn = await createSession(open(), fieldwork);
    await open().session.update({ where: { id: withdrawn }, data: { state: "withdrawn" } });
    const session = await createSession(open(), fieldwork);
    expect(await refusedWith(server.capture(null))).toEqual(refuse("ticket-invalid"));
    expect(await refusedWith(server.capture("forged"))).toEqual(refuse("ticket-expired"));
    const foreign = { sessionId: session, campaignId: fieldwork.campaignId + 1 };
    expect(await refusedWith(server.capture(foreign))).toEqual(refuse("ticket-invalid"));
    const closed = { sessionId: withdrawn, campaignId: fieldwork.campaignId };
    expect(await refusedWith(server.capture(closed))).toEqual(refuse("session-closed"));
  });

  it("tells a sender that floods to come again, and then takes it", async () => {
    const { client } = await viewer();
    const answers = await Promise.all(Array.from({ length: 250 }, () => push(client, bytesOf(1, 0))));
    expect(answers).toContainEqual(refuse("too-many"));
    await expect
      .poll(() => push(client, bytesOf(1, 5)), { timeout: 15_000, interval: 500 })
      .toEqual({ ok: true });
  });
});
