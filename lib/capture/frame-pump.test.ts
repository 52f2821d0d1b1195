import { expect, test } from "vitest";
import { FramePump } from "#lib/capture/frame-pump.ts";

function setUp() {
  const analysed: number[] = [];
  const dropped: number[] = [];
  const closed: number[] = [];
  const answers: ((failed?: boolean) => void)[] = [];
  const pump = new FramePump<{ close(): void }>({
    framesPerSecond: 15,
    analyse: ({ captureMs }) => {
      analysed.push(captureMs);
      return new Promise((resolve, reject) => {
        answers.push((failed) => (failed ? reject(new Error("engine")) : resolve()));
      });
    },
    onDropped: (captureMs) => dropped.push(captureMs),
  });
  const offer = (captureMs: number) =>
    pump.offer({ captureMs, image: { close: () => closed.push(captureMs) } });
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { pump, offer, answer, analysed, dropped, closed };
}

test("one frame is in flight, the newest waits, and the one that it replaces is closed and counted", async () => {
  const { offer, answer, analysed, dropped, closed } = setUp();
  for (const atMs of [0, 100, 200, 300]) offer(atMs);
  expect(analysed).toEqual([0]);
  expect(dropped).toEqual([100, 200]);
  expect(closed).toEqual([100, 200]);
  await answer();
  expect(analysed).toEqual([0, 300]);
});

test.each([
  [30, 15],
  [25, 15],
  [60, 15],
  [10, 10],
])("a camera of %i frames a second is analysed %i times a second", async (framesPerSecond, expected) => {
  const { offer, answer, analysed, dropped, closed } = setUp();
  for (let i = 0; i < framesPerSecond * 10; i++) {
    offer((1000 / framesPerSecond) * i);
    await answer();
  }
  expect(analysed.length / 10).toBeGreaterThanOrEqual(expected - 0.2);
  expect(analysed.length / 10).toBeLessThanOrEqual(expected + 0.2);
  expect(dropped).toEqual([]);
  expect(analysed.length + closed.length).toBe(framesPerSecond * 10);
});

test("after a pause of the camera frames are not caught up in a burst", async () => {
  const { offer, answer, analysed } = setUp();
  offer(0);
  await answer();
  for (let atMs = 5000; atMs < 5300; atMs += 10) {
    offer(atMs);
    await answer();
  }
  expect(analysed.length).toBeLessThanOrEqual(6);
});

test("a stopped pump closes what waits and takes nothing more", async () => {
  const { pump, offer, answer, analysed, closed } = setUp();
  offer(0);
  offer(100);
  pump.stop();
  offer(200);
  await answer();
  expect(analysed).toEqual([0]);
  expect(closed).toEqual([100, 200]);
});
