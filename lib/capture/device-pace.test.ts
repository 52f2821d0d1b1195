import { describe, expect, test } from "vitest";
import { DevicePace } from "#lib/capture/device-pace.ts";
import type { Happening } from "#lib/capture/session-journal.ts";

const WASM = { backend: "wasm", probeMs: 18.44 };

function setUp(cores = 8) {
  const noted: Happening[] = [];
  const rates: number[] = [];
  let tooSlow = 0;
  const pace = new DevicePace({
    cores,
    note: (happening) => noted.push(happening),
    onRate: (rate) => rates.push(rate),
    onTooSlow: () => tooSlow++,
  });
  const frames = (count: number, tookMs: number) => {
    for (let i = 0; i < count; i++) pace.answered(tookMs);
  };
  return { pace, noted, rates, frames, slowTimes: () => tooSlow };
}

describe("a device's pace", () => {
  test("is found in the camera check, recorded with its backend, and kept", () => {
    const { pace, noted, rates, frames } = setUp();
    pace.engineReady(WASM);
    expect(pace.isKnown).toBe(false);
    frames(60, 25);
    expect(pace.isKnown).toBe(true);
    expect(rates).toEqual([15]);
    expect(noted).toEqual([
      {
        kind: "probed",
        backend: "wasm",
        probeMs: 18.4,
        sustainedPerSecond: 40,
        samplesPerSecond: 15,
        cores: 8,
      },
    ]);
  });

  test("that is too slow is recorded as such, and the viewer may not begin", () => {
    const { pace, noted, rates, frames, slowTimes } = setUp();
    pace.engineReady(WASM);
    frames(11, 1_500);
    expect(slowTimes()).toBe(1);
    expect(pace.isKnown).toBe(false);
    expect(rates).toEqual([]);
    expect(noted).toMatchObject([{ kind: "probed", samplesPerSecond: 0 }]);
  });

  test("is found anew when the engine had to be started again before the viewer began", () => {
    const { pace, noted, rates, frames } = setUp();
    pace.engineReady({ backend: "webgl", probeMs: 4 });
    frames(23, 8);
    pace.engineReady(WASM);
    expect(pace.isKnown).toBe(false);
    frames(23, 50);
    expect(rates).toEqual([30, 10]);
    expect(noted.map(({ kind }) => kind)).toEqual(["probed", "engineReady", "probed"]);
  });

  test("is lowered while watching, never silently, also after a slower engine took over", () => {
    const { pace, noted, rates } = setUp();
    pace.engineReady(WASM);
    for (let i = 0; i < 23; i++) pace.answered(25);
    pace.begin();
    pace.engineReady(WASM);
    expect(pace.isKnown).toBe(true);
    for (let second = 0; second < 10; second++) {
      pace.tick(second * 1000);
      for (let i = 0; i < 5; i++) pace.answered(180);
      for (let i = 0; i < 10; i++) pace.dropped();
    }
    expect(rates).toEqual([15, 10]);
    expect(pace.rate).toBe(10);
    expect(noted.at(-1)).toEqual({ kind: "rateLowered", from: 15, to: 10 });
  });
});
