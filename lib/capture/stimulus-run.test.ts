import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { faceToSample } from "#lib/capture/face-to-sample.ts";
import { StimulusRun } from "#lib/capture/stimulus-run.ts";
import type { Batch } from "#lib/protocol/sample.ts";

const NOBODY = faceToSample({ brightness01: 0.5, faces: [] }, null);
const STIMULUS = {
  segment: 1,
  videoId: 7,
  title: "Film",
  url: "/film.mp4",
  mimeType: "video/mp4",
  durationMs: 2_000,
};

type FrameCallback = (nowMs: number, metadata: { presentationTime: number; mediaTime: number }) => void;

/** A video that presents the frames the test tells it to. */
class FakeVideo extends EventTarget {
  paused = true;
  ended = false;
  error = null;
  refuses = false;
  readonly HAVE_METADATA = 1;
  readyState = 1;
  currentTime = 0;
  #onFrame: FrameCallback | null = null;

  async play(): Promise<void> {
    if (this.refuses) throw new DOMException("", "NotAllowedError");
    this.paused = false;
    this.dispatchEvent(new Event("play"));
  }
  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
  requestVideoFrameCallback(callback: FrameCallback): number {
    this.#onFrame = callback;
    return 1;
  }
  cancelVideoFrameCallback(): void {
    this.#onFrame = null;
  }
  present(mediaMs: number): void {
    const onFrame = this.#onFrame;
    onFrame?.(performance.now(), { presentationTime: performance.now(), mediaTime: mediaMs / 1000 });
  }
  end(): void {
    this.ended = true;
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
    this.dispatchEvent(new Event("ended"));
  }
}

function setUp({ refuses = false, firstSecond = 0 } = {}) {
  const video = new FakeVideo();
  video.refuses = refuses;
  const batches: Batch[] = [];
  const gestures: boolean[] = [];
  const session = new AbortController();
  const run = new StimulusRun({
    video: video as unknown as HTMLVideoElement,
    stimulus: STIMULUS,
    firstSecond,
    zeroMs: 0,
    targetRate: () => 15,
    signal: session.signal,
    onBatch: (batch) => batches.push(batch),
    onGesture: (needed) => gestures.push(needed),
  });
  const play = async (fromMs: number, toMs: number) => {
    for (let media = fromMs; media <= toMs; media += 40) {
      video.present(media);
      await vi.advanceTimersByTimeAsync(40);
    }
  };
  return { video, batches, gestures, session, run, play };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("after the end every second of the video has its batch, the last frames in theirs", async () => {
  const { video, run, batches, play } = setUp();
  await play(0, 1_960);
  run.buffer.begin(1, performance.now() - 20);
  video.end();
  await vi.advanceTimersByTimeAsync(300);
  expect(batches).toHaveLength(1);
  run.buffer.finish(1, NOBODY);
  await vi.advanceTimersByTimeAsync(200);
  expect(await run.finished).toBe("ended");
  expect(batches.map(({ second, samples }) => [second, samples.length])).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test("a frame that is never answered does not hold up the end for ever", async () => {
  const { video, run, batches, play } = setUp();
  await play(0, 1_960);
  run.buffer.begin(1, performance.now() - 20);
  video.end();
  await vi.advanceTimersByTimeAsync(2_500);
  expect(await run.finished).toBe("ended");
  expect(batches).toHaveLength(2);
});

describe("the video waits for the viewer", () => {
  test("while the tab is hidden, and goes on when they are back", async () => {
    const { video, run, gestures, play } = setUp();
    await play(0, 400);
    run.hold(true);
    expect(video.paused).toBe(true);
    run.hold(false);
    expect(video.paused).toBe(false);
    expect(gestures).not.toContain(true);
  });

  test("when the browser wants a gesture before it plays with sound", async () => {
    const { video, run, gestures } = setUp({ refuses: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(gestures).toEqual([true]);
    video.refuses = false;
    run.play();
    expect(gestures).toEqual([true, false]);
  });

  test("when a pause key stops it: there are no controls, so a button offers to go on", async () => {
    const { video, gestures, play } = setUp();
    await play(0, 400);
    video.pause();
    expect(gestures.at(-1)).toBe(true);
  });
});

test("a viewer who comes back sees the video from the first second that is missing, and no other is cut", async () => {
  const { video, run, batches, play } = setUp({ firstSecond: 1 });
  expect(video.currentTime).toBe(1);
  run.play();
  expect(video.paused).toBe(true);
  video.dispatchEvent(new Event("seeked"));
  expect(video.paused).toBe(false);
  // The frame that is shown at 1 s began a little before it.
  await play(960, 1_960);
  video.end();
  await vi.advanceTimersByTimeAsync(500);
  expect(await run.finished).toBe("ended");
  expect(batches.map(({ second }) => second)).toEqual([1]);
});

test("a session that ends stops the video and sends nothing of what was not seen", async () => {
  const { video, run, batches, session, play } = setUp();
  await play(0, 800);
  session.abort();
  expect(await run.finished).toBe("stopped");
  expect(video.paused).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(batches).toEqual([]);
});

test("a video that cannot be played says so", async () => {
  const { video, run } = setUp();
  video.dispatchEvent(new Event("error"));
  expect(await run.finished).toBe("broken");
});
