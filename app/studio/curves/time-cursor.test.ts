import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TimeCursor } from "./time-cursor.ts";

/** As much of a video element as the cursor uses; `currentTime` is set without a `seeked` event. */
class FakeVideo extends EventTarget {
  currentTime = 0;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 4;
  duration = Number.NaN;
  /** A film that has ended begins anew, as a browser's does. */
  play(): Promise<void> {
    if (this.ended) this.currentTime = 0;
    this.ended = false;
    this.paused = false;
    this.dispatchEvent(new Event("play"));
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
}

const frames: (() => void)[] = [];
const nextFrame = () => {
  for (const run of frames.splice(0)) run();
};

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
  vi.stubGlobal("cancelAnimationFrame", () => {
    frames.length = 0;
  });
});
afterEach(() => {
  frames.length = 0;
  vi.unstubAllGlobals();
});

function attached() {
  const cursor = new TimeCursor(30);
  const video = new FakeVideo();
  const detach = cursor.attach(video as unknown as HTMLVideoElement);
  return { cursor, video, detach };
}

describe("the clock of video and charts", () => {
  it("moves the video when a chart is clicked, and stays within its length", () => {
    const { cursor, video } = attached();
    cursor.seek(12.4);
    expect([video.currentTime, cursor.seconds, cursor.state().second]).toEqual([12.4, 12.4, 12]);
    cursor.seek(-3);
    expect(video.currentTime).toBe(0);
    cursor.seek(99);
    expect([video.currentTime, cursor.state().second]).toEqual([30, 29]);
  });

  it("begins where a link says, with a video that was there before it and with one that comes later", () => {
    const cursor = new TimeCursor(30, 12.4);
    expect([cursor.seconds, cursor.state().second]).toEqual([12.4, 12]);
    const [ready, late] = [new FakeVideo(), new FakeVideo()];
    cursor.attach(ready as unknown as HTMLVideoElement);
    expect(ready.currentTime).toBe(12.4);
    late.readyState = 0;
    cursor.attach(late as unknown as HTMLVideoElement);
    expect(late.currentTime).toBe(0);
    late.dispatchEvent(new Event("loadedmetadata"));
    expect(late.currentTime).toBe(12.4);
    expect(new TimeCursor(30, 99).state().second).toBe(29);
  });

  it("lets a video arrive before it is sent on, to the last place that was asked for", () => {
    const { cursor, video } = attached();
    cursor.seek(4);
    video.seeking = true;
    for (const at of [5, 6, 7]) cursor.seek(at);
    expect([video.currentTime, cursor.seconds]).toEqual([4, 7]);
    video.seeking = false;
    video.dispatchEvent(new Event("seeked"));
    expect([video.currentTime, cursor.seconds]).toEqual([7, 7]);
    video.currentTime = 6.98;
    video.dispatchEvent(new Event("seeked"));
    expect(cursor.seconds).toBe(6.98);
  });

  it("tells every frame while playing, but its state only when the second changes", () => {
    const { cursor, video } = attached();
    const seen: number[] = [];
    const changes = vi.fn();
    cursor.onFrame((seconds) => seen.push(seconds));
    cursor.toggle();
    cursor.subscribe(changes);
    for (const at of [0.2, 0.4, 0.9, 1.1]) {
      video.currentTime = at;
      nextFrame();
    }
    expect(seen).toEqual([0, 0.2, 0.4, 0.9, 1.1]);
    expect(changes).toHaveBeenCalledTimes(1);
    expect(cursor.state()).toMatchObject({ second: 1, playing: true });
  });

  it("stops asking for frames when the video pauses", () => {
    const { cursor, video } = attached();
    cursor.toggle();
    nextFrame();
    video.pause();
    nextFrame();
    expect(frames).toHaveLength(0);
    expect(cursor.state().playing).toBe(false);
  });

  it("does not jump back to the old position while a seek is under way", () => {
    const { cursor, video } = attached();
    cursor.seek(20);
    video.seeking = true;
    video.currentTime = 3;
    video.dispatchEvent(new Event("timeupdate"));
    expect(cursor.seconds).toBe(20);
  });

  it("keeps a position chosen before the video has loaded", () => {
    const { cursor, video } = attached();
    video.readyState = 0;
    cursor.seek(7);
    expect(video.currentTime).toBe(0);
    video.dispatchEvent(new Event("loadedmetadata"));
    expect(video.currentTime).toBe(7);
  });

  it("lets go of the video when detached", () => {
    const { cursor, video, detach } = attached();
    detach();
    video.currentTime = 9;
    video.dispatchEvent(new Event("seeked"));
    expect(cursor.seconds).toBe(0);
  });
});

describe("a second film on the same clock", () => {
  function together(at: (seconds: number) => number | null = (seconds) => seconds) {
    const { cursor, video } = attached();
    const other = new FakeVideo();
    const leave = cursor.accompany(other as unknown as HTMLVideoElement, at);
    return { cursor, video, other, leave };
  }

  it("goes where the first is put, plays and stands with it", () => {
    const { cursor, other } = together();
    cursor.seek(12.4);
    expect(other.currentTime).toBe(12.4);
    cursor.toggle();
    expect(other.paused).toBe(false);
    cursor.toggle();
    expect(other.paused).toBe(true);
  });

  it("is brought back when it has run away, and left alone while it is near enough", () => {
    const { cursor, video, other } = together();
    cursor.toggle();
    video.currentTime = 5;
    other.currentTime = 5.1;
    nextFrame();
    expect(other.currentTime).toBe(5.1);
    video.currentTime = 6;
    nextFrame();
    expect(other.currentTime).toBe(6);
  });

  it("stands where the other cut has nothing to show, and goes on in the next scene", () => {
    const { cursor, other } = together((seconds) => (seconds < 10 ? null : seconds - 4));
    cursor.toggle();
    cursor.seek(3);
    expect([other.currentTime, other.paused]).toEqual([0, true]);
    cursor.seek(12);
    expect([other.currentTime, other.paused]).toEqual([8, false]);
  });

  it("stays on its last picture when it is the shorter one, and goes on after a jump back", () => {
    const { cursor, video, other } = together();
    cursor.toggle();
    other.duration = 29.6;
    Object.assign(other, { currentTime: 29.6, ended: true, paused: true });
    video.currentTime = 29.8;
    nextFrame();
    expect([other.currentTime, other.paused]).toEqual([29.6, true]);
    cursor.seek(4);
    expect(other.currentTime).toBe(4);
    other.ended = false;
    other.dispatchEvent(new Event("seeked"));
    expect(other.paused).toBe(false);
  });

  it("waits for a jump to arrive before it makes the next, and stays after it was left", () => {
    const { cursor, other, leave } = together();
    other.seeking = true;
    cursor.seek(9);
    expect(other.currentTime).toBe(0);
    other.seeking = false;
    other.dispatchEvent(new Event("seeked"));
    expect(other.currentTime).toBe(9);
    leave();
    cursor.seek(2);
    expect(other.currentTime).toBe(9);
  });
});
