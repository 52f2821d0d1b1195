import { afterAll, beforeAll, expect, it } from "vitest";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { unpackSums } from "#lib/analytics/pack-sums.ts";
import { type BatchAck, decodeBatchAcks, NOWHERE } from "#lib/protocol/batch-acks.ts";
import { encodeBatch, MAX_BATCH_BYTES } from "#lib/protocol/batch-codec.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";
import { withdrawSession } from "#lib/storage/withdraw-session.ts";
import { type CaptureClient, type CaptureServer, startCaptureServer } from "#lib/testing/capture-server.ts";
import { createFieldwork, createSession, type Fieldwork } from "#lib/testing/fieldwork.ts";
import { sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";

/** More than twice what ends a connection, so that one window has too many wherever the flood is cut by a window's turn. */
const FLOOD = 1_000;

function bytesOf(second: number, changes: Partial<Batch> = {}): Uint8Array {
  const samples = tenSamples(second);
  return encodeBatch({
    segment: 1,
    second,
    engineId: 0,
    droppedFrames: 0,
    stalledMs: 0,
    samples,
    ...changes,
  });
}

describeOnEachDatabase("late, repeated and hostile batches", (open) => {
  let server: CaptureServer;
  let fieldwork: Fieldwork;
  beforeAll(async () => {
    server = await startCaptureServer(open(), { everyMs: 1_000_000 });
    fieldwork = await createFieldwork(open(), { sessions: 0 });
  });
  afterAll(() => server.close());

  async function viewer(of: Fieldwork = fieldwork) {
    const sessionId = await createSession(open(), of);
    const client = server.framed({ sessionId, campaignId: of.campaignId });
    await new Promise<void>((resolve) => client.once("connect", resolve));
    return { sessionId, client, ...listen(client) };
  }

  /** Answers as they come, and one batch sent and answered. */
  function listen(client: CaptureClient) {
    const waiting: ((ack: BatchAck) => void)[] = [];
    const answers: BatchAck[] = [];
    client.on("batch:acks", (bytes) => {
      for (const ack of decodeBatchAcks(bytes) ?? []) {
        answers.push(ack);
        waiting.shift()?.(ack);
      }
    });
    const push = (bytes: Uint8Array) =>
      new Promise<BatchAck>((resolve) => {
        waiting.push(resolve);
        client.emit("batch:push", bytes);
      });
    return { answers, push, outcome: async (bytes: Uint8Array) => (await push(bytes)).outcome };
  }

  async function reached(): Promise<number[][]> {
    await foldVideo(open(), fieldwork.videoId, addPacked);
    const rows = await open().audienceSecond.findMany({
      where: { videoId: fieldwork.videoId },
      orderBy: { second: "asc" },
    });
    return rows
      .map(({ second, sums }) => [second, unpackSums(sums).reached])
      .filter(([, n]) => n! > 0) as number[][];
  }

  it("are taken in any order, each once, however often they come", async () => {
    const { sessionId, push, answers } = await viewer();
    await Promise.all([3, 0, 2, 0, 3].map((second) => push(bytesOf(second))));
    await push(bytesOf(2, { samples: [] }));
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(6).fill("stored"));
    expect(await storedSeconds(open(), sessionId)).toEqual({ 1: [0, 2, 3] });
    expect(await reached()).toEqual([
      [0, 1],
      [2, 1],
      [3, 1],
    ]);
    await withdrawSession(open(), sessionId, subtractPacked);
  });

  it("that are no batch of this session get a code each, and none reaches the sums", async () => {
    const { sessionId, outcome, push } = await viewer();
    const bad: [string, Uint8Array][] = [
      ["batch-malformed", bytesOf(1).slice(0, -2)],
      ["batch-version", bytesOf(1).with(0, 77)],
      ["batch-too-large", new Uint8Array(MAX_BATCH_BYTES + 1).with(0, 3)],
      ["batch-out-of-range", bytesOf(10)],
      ["batch-out-of-range", bytesOf(0, { segment: 2 })],
      ["batch-out-of-range", bytesOf(0, { engineId: 1 })],
      [
        "batch-impossible-time",
        bytesOf(1, {
          samples: [sampleAt(1_000, { captureTimeMs: 5 }), sampleAt(1_999, { captureTimeMs: 9 })],
        }),
      ],
      ["batch-impossible-time", bytesOf(1, { samples: [sampleAt(1_500, { captureTimeMs: 4e9 })] })],
      ["calibration-done", bytesOf(0, { segment: 0 })],
    ];
    for (const [code, bytes] of bad) expect([code, await outcome(bytes)]).toEqual([code, code]);
    expect(await push(new Uint8Array(3))).toEqual({ ...NOWHERE, outcome: "batch-malformed" });
    expect(await outcome(bytesOf(5))).toBe("stored");
    expect(await storedSeconds(open(), sessionId)).toEqual({ 1: [5] });
    expect(await reached()).toEqual([[5, 1]]);
    await withdrawSession(open(), sessionId, subtractPacked);
  });

  it("of a second that cannot have been watched yet are refused", async () => {
    const { sessionId, outcome } = await viewer();
    await open().session.update({ where: { id: sessionId }, data: { startedAt: new Date() } });
    const late = server.framed({ sessionId, campaignId: fieldwork.campaignId });
    await new Promise<void>((resolve) => late.once("connect", resolve));
    const again = listen(late);
    expect(await again.outcome(bytesOf(9, { samples: [] }))).toBe("batch-impossible-time");
    expect(await again.outcome(bytesOf(1, { samples: [] }))).toBe("stored");
    void outcome;
    await withdrawSession(open(), sessionId, subtractPacked);
  });

  it("after the session was withdrawn, or the campaign closed, are refused and kept nowhere", async () => {
    const gone = await viewer();
    expect(await gone.outcome(bytesOf(0))).toBe("stored");
    await withdrawSession(open(), gone.sessionId, subtractPacked);
    expect(await gone.outcome(bytesOf(1))).toBe("session-closed");
    expect(await storedSeconds(open(), gone.sessionId)).toEqual({});
    expect(await reached()).toEqual([]);

    const other = await createFieldwork(open(), { sessions: 0 });
    const open2 = await viewer(other);
    expect(await open2.outcome(bytesOf(0))).toBe("stored");
    await open().campaign.update({ where: { id: other.campaignId }, data: { status: "closed" } });
    await expect
      .poll(() => open2.outcome(bytesOf(1)), { timeout: 15_000, interval: 300 })
      .toBe("campaign-closed");
    const seconds = await storedSeconds(open(), open2.sessionId);
    expect(await open2.outcome(bytesOf(7))).toBe("campaign-closed");
    expect(await storedSeconds(open(), open2.sessionId)).toEqual(seconds);
    await open().campaign.update({ where: { id: other.campaignId }, data: { status: "live" } });
    await expect.poll(() => open2.outcome(bytesOf(7)), { timeout: 15_000, interval: 1_100 }).toBe("stored");
  });

  it("that flood from one ticket lose it its connection for a while, and slow nobody else", async () => {
    const [hostile, quiet] = [await viewer(), await viewer()];
    const ended = new Promise<string>((resolve) => hostile.client.once("disconnect", resolve));
    for (let i = 0; i < FLOOD; i++) hostile.client.emit("batch:push", bytesOf(i % 10));
    expect(await quiet.outcome(bytesOf(0))).toBe("stored");
    expect(await ended).toBe("io server disconnect");
    const back = new Promise<unknown>((resolve) => {
      hostile.client.once("connect_error", (error) => resolve("data" in error ? error.data : error.message));
    });
    hostile.client.connect();
    expect(await back).toEqual({ ok: false, code: "too-many", retry: true });
    expect(await quiet.outcome(bytesOf(1))).toBe("stored");
    const seconds = (await storedSeconds(open(), hostile.sessionId))[1] ?? [];
    expect(new Set(seconds).size).toBe(seconds.length);
  });

  it("larger than any message end the connection that sent them", async () => {
    const { client } = await viewer();
    const ended = new Promise<string>((resolve) => client.once("disconnect", resolve));
    client.emit("batch:push", new Uint8Array(20_000));
    expect(await ended).toBe("transport close");
  });
});
