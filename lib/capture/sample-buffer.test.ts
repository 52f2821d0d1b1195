import { describe, expect, test } from "vitest";
import { faceToSample, lostReading } from "#lib/capture/face-to-sample.ts";
import { MediaClock } from "#lib/capture/media-clock.ts";
import { SampleBuffer } from "#lib/capture/sample-buffer.ts";
import { decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import type { Batch } from "#lib/protocol/sample.ts";

const NOBODY = faceToSample({ brightness01: 0.5, faces: [] }, null);
/** The page's clock when the video's first frame was shown. */
const START_MS = 10_000;

function setUp(seconds = 3, firstSecond = 0) {
  const clock = new MediaClock();
  const batches: Batch[] = [];
  const buffer = new SampleBuffer({
    segment: 1,
    seconds,
    firstSecond,
    engineId: 0,
    clock,
    zeroMs: 9_000,
    targetRate: () => 10,
    onBatch: (batch) => batches.push(batch),
  });
  /** Presents the video from one position to another at 25 frames a second, as if `offsetMs` late. */
  const play = (fromMs: number, toMs: number, offsetMs = 0) => {
    for (let media = fromMs; media <= toMs; media += 40) clock.mark(START_MS + media + offsetMs, media);
  };
  return { clock, batches, buffer, play };
}

describe("a batch", () => {
  test("is cut when the clock has crossed its second and its frames are answered", () => {
    const { buffer, batches, play } = setUp();
    play(0, 1000);
    buffer.begin(1, START_MS + 500);
    buffer.advance(START_MS + 1300);
    expect(batches).toHaveLength(0);
    buffer.finish(1, NOBODY);
    buffer.advance(START_MS + 1300);
    expect(batches).toHaveLength(1);
    expect(batches[0]).toMatchObject({
      segment: 1,
      second: 0,
      samples: [{ mediaTimeMs: 500, captureTimeMs: 1500 }],
    });
  });

  test("says the rate aimed at, and in which second the face may have become another's", () => {
    const { buffer, batches, play } = setUp();
    play(0, 2000);
    for (const [id, atMs] of [500, 1_500].entries()) {
      buffer.begin(id, START_MS + atMs);
      buffer.finish(id, NOBODY, atMs === 1_500);
    }
    buffer.advance(START_MS + 2_300);
    expect(batches.map(({ targetRate, trackBreak }) => [targetRate, trackBreak])).toEqual([
      [10, undefined],
      [10, true],
    ]);
  });

  test("waits for a frame that is still on its way from the camera", () => {
    const { buffer, batches, play } = setUp();
    play(0, 1040);
    buffer.advance(START_MS + 1040);
    expect(batches).toHaveLength(0);
    buffer.begin(1, START_MS + 980);
    buffer.finish(1, NOBODY);
    buffer.advance(START_MS + 1260);
    expect(batches[0]?.samples).toHaveLength(1);
  });

  test("holds the samples captured in its second, however late the engine answered", () => {
    const { buffer, batches, play } = setUp();
    play(0, 2600);
    buffer.begin(1, START_MS + 990);
    buffer.begin(2, START_MS + 1010);
    buffer.finish(2, NOBODY);
    buffer.finish(1, NOBODY);
    buffer.advance(START_MS + 2600);
    expect(batches.map((batch) => batch.samples.map((sample) => sample.mediaTimeMs))).toEqual([
      [990],
      [1010],
    ]);
  });

  test("is sent empty for a second without any sample", () => {
    const { buffer, batches, play } = setUp();
    play(0, 2000);
    buffer.advance(START_MS + 2300);
    expect(batches.map(({ second, samples }) => [second, samples.length])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  test("counts the frames that were dropped in its own second", () => {
    const { buffer, batches, play } = setUp();
    play(0, 2000);
    buffer.drop(START_MS + 100);
    buffer.drop(START_MS + 1100);
    buffer.drop(START_MS + 1200);
    buffer.advance(START_MS + 2300);
    expect(batches.map((batch) => batch.droppedFrames)).toEqual([1, 2]);
  });

  test("is a batch that travels", () => {
    const { buffer, batches, play } = setUp();
    play(0, 1000);
    for (let i = 0; i < 15; i++) {
      buffer.begin(i, START_MS + 66.7 * i);
      buffer.finish(i, NOBODY);
    }
    buffer.advance(START_MS + 1300);
    const [batch] = batches;
    if (!batch) throw new Error("no batch");
    expect(decodeBatch(encodeBatch(batch)).samples).toHaveLength(15);
  });
});

describe("a stall of 3 s", () => {
  test("leaves later samples where the video was, and says how long it stood", () => {
    const { buffer, batches, play } = setUp();
    play(0, 1000);
    for (const atMs of [500, 1500, 2500, 3900]) buffer.record(START_MS + atMs, NOBODY);
    play(1040, 3000, 3000);
    for (const atMs of [4100, 5500]) buffer.record(START_MS + atMs, NOBODY);
    buffer.advance(START_MS + 6300);
    expect(batches.map((batch) => batch.samples.map((sample) => sample.mediaTimeMs))).toEqual([
      [500],
      [1040, 1040, 1040, 1100],
      [2500],
    ]);
    expect(batches.map((batch) => batch.stalledMs)).toEqual([0, 3000, 0]);
  });

  test("does not cut the second in which it happens", () => {
    const { buffer, batches, play } = setUp();
    play(0, 1400);
    buffer.advance(START_MS + 4000);
    expect(batches.map((batch) => batch.second)).toEqual([0]);
  });
});

test("a hidden tab is recorded at the position where the video was left, but never without end", () => {
  const { buffer, batches, clock, play } = setUp();
  play(0, 600);
  clock.stand();
  for (let i = 0; i < 3000; i++) buffer.record(START_MS + 700 + 100 * i, lostReading("tabHidden"));
  play(640, 1000, 400_000);
  buffer.record(START_MS + 400_900, NOBODY);
  buffer.advance(START_MS + 401_400);
  const samples = batches[0]?.samples ?? [];
  expect(samples.length).toBeGreaterThan(5);
  expect(samples.length).toBeLessThanOrEqual(60);
  expect(new Set(samples.map((sample) => sample.mediaTimeMs))).toEqual(new Set([600]));
  if (batches[0]) expect(() => encodeBatch({ ...batches[0], samples } as Batch)).not.toThrow();
});

describe("the end of a segment", () => {
  test("cuts every second that is left, with what was answered", () => {
    const { buffer, batches, clock, play } = setUp(3);
    play(0, 2560);
    clock.end(START_MS + 2600, 2600);
    buffer.record(START_MS + 2580, NOBODY);
    buffer.begin(9, START_MS + 2590);
    buffer.flush(START_MS + 2700);
    expect(buffer.complete).toBe(true);
    expect(batches.map((batch) => batch.samples.length)).toEqual([0, 0, 1]);
  });

  test("drops what lies beyond the measured seconds", () => {
    const { buffer, batches, clock, play } = setUp(2);
    play(0, 2320);
    clock.end(START_MS + 2360, 2360);
    buffer.record(START_MS + 2200, NOBODY);
    buffer.advance(START_MS + 2700);
    expect(batches.map((batch) => batch.samples.length)).toEqual([0, 0]);
    expect(buffer.complete).toBe(true);
  });
});

test("who comes back begins at their first missing second: nothing before it is cut or taken into it", () => {
  const { buffer, batches, play } = setUp(3, 1);
  play(960, 3000);
  buffer.record(START_MS + 980, NOBODY);
  buffer.record(START_MS + 1020, NOBODY);
  buffer.advance(START_MS + 3300);
  expect(batches.map(({ second, samples }) => [second, samples.map((sample) => sample.mediaTimeMs)])).toEqual(
    [
      [1, [1020]],
      [2, []],
    ],
  );
});
