import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MediaClock } from "#lib/capture/media-clock.ts";
import { timerClock } from "#lib/capture/position-clock.ts";

/** Frames of a 25 fps video that starts at 1,000 ms of the page's clock. */
function playing(frames: number, clock = new MediaClock()): MediaClock {
  for (let i = 0; i < frames; i++) clock.mark(1000 + 40 * i, 40 * i);
  return clock;
}

function mediaMs(clock: MediaClock, timeMs: number, nowMs = timeMs + 5000): number {
  const position = clock.positionAt(timeMs, nowMs);
  if (position.kind !== "at") throw new Error(position.kind);
  return position.mediaMs;
}

describe("while the video plays", () => {
  test("a position is interpolated between two presented frames", () => {
    expect(mediaMs(playing(50), 1000 + 410)).toBe(410);
  });

  test("a frame that comes early is arrived at, not jumped to", () => {
    const clock = new MediaClock();
    clock.mark(1000, 0);
    clock.mark(1020, 40);
    expect(mediaMs(clock, 1010)).toBe(20);
  });

  test("a position before the first frame is outside of the video", () => {
    expect(playing(50).positionAt(999, 5000)).toEqual({ kind: "outside" });
  });

  test("a position after the newest frame is not guessed", () => {
    expect(playing(2).positionAt(1041, 1050)).toEqual({ kind: "unknown" });
  });

  test("a second is passed when the position reaches it, between two frames too", () => {
    const clock = new MediaClock();
    clock.mark(1000, 0);
    clock.mark(1990, 990);
    expect(clock.passedAt(1000)).toBeNull();
    clock.mark(2030, 1030);
    expect(clock.passedAt(1000)).toBe(2000);
  });
});

describe("while the video stands", () => {
  test("a stall of 3 s does not advance the position by more than the next frame", () => {
    const clock = playing(26);
    clock.mark(5000, 1040);
    expect(mediaMs(clock, 2500)).toBe(1040);
    expect(mediaMs(clock, 4999)).toBe(1040);
    expect(mediaMs(clock, 2000)).toBe(1000);
  });

  test("a stall that is still going on holds the frame on the screen", () => {
    const clock = playing(26);
    expect(clock.positionAt(2500, 2900)).toEqual({ kind: "at", mediaMs: 1000, standing: true });
    expect(clock.positionAt(2700, 2900)).toEqual({ kind: "unknown" });
  });

  test("a pause holds the position at once and until the next frame", () => {
    const clock = playing(26);
    clock.stand();
    expect(clock.positionAt(2001, 2002)).toEqual({ kind: "at", mediaMs: 1000, standing: true });
    clock.mark(9000, 1040);
    clock.mark(9040, 1080);
    expect(mediaMs(clock, 8999)).toBe(1000);
    expect(mediaMs(clock, 9020)).toBe(1060);
  });

  test("the time that it stood is counted in its second", () => {
    const clock = playing(26);
    clock.mark(5000, 1040);
    expect(clock.stalledMsIn(1)).toBe(2960);
    expect(clock.stalledMsIn(0)).toBe(0);
  });

  test("a second that ends in a pause is passed when the video goes on", () => {
    const clock = new MediaClock();
    clock.mark(1000, 990);
    clock.stand();
    clock.mark(9000, 1030);
    expect(clock.passedAt(1000)).toBe(9000);
  });
});

describe("at the end", () => {
  test("the last frame counts until the video ended, and nothing after it", () => {
    const clock = playing(25);
    clock.end(2000, 1000);
    expect(mediaMs(clock, 1990)).toBe(990);
    expect(clock.positionAt(2001, 9000)).toEqual({ kind: "outside" });
    expect(clock.passedAt(1000)).toBe(2000);
  });

  test("an end that is told late is no stall", () => {
    const clock = playing(25);
    clock.end(2300, 1000);
    expect(clock.stalledMsIn(0)).toBe(0);
  });
});

test("the position never goes back, whatever frames, stalls and pauses come", () => {
  const step = fc.record({
    dtMs: fc.integer({ min: 1, max: 900 }),
    dMediaMs: fc.integer({ min: -50, max: 120 }),
    stand: fc.boolean(),
    askAfterMs: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const clock = new MediaClock();
      let nowMs = 0;
      let media = 0;
      let askedMs = 0;
      let highest = 0;
      for (const { dtMs, dMediaMs, stand, askAfterMs } of steps) {
        nowMs += dtMs;
        media = Math.max(0, media + dMediaMs);
        clock.mark(nowMs, media);
        if (stand) clock.stand();
        // Samples are placed in order of capture, each as soon as its position is known.
        const until = nowMs + Math.min(askAfterMs, dtMs);
        for (; askedMs < until; askedMs += 7) {
          const position = clock.positionAt(askedMs, nowMs);
          if (position.kind === "unknown") break;
          if (position.kind === "outside") continue;
          expect(position.mediaMs).toBeGreaterThanOrEqual(highest);
          highest = position.mediaMs;
        }
      }
    }),
  );
});

test("the calibration's clock is plain time, from 0 to its end", () => {
  const clock = timerClock(1000, 5000);
  expect(clock.positionAt(3500, 3500)).toEqual({ kind: "at", mediaMs: 2500, standing: false });
  expect(clock.positionAt(999, 3500).kind).toBe("outside");
  expect(clock.positionAt(6000, 6000).kind).toBe("outside");
  expect(clock.passedAt(1000)).toBe(2000);
});
