import { describe, expect, test } from "vitest";
import { chooseRate, DeviceProbe } from "#lib/capture/device-probe.ts";

describe("the rate of a device", () => {
  test.each([
    [120, 8, 30],
    [120, 2, 15],
    [60, 8, 15],
    [23, 8, 15],
    [22, 8, 10],
    [14, 4, 5],
    [4, 4, 5],
    [2, 4, 0],
  ])("that sustains %d frames a second on %d cores is %d", (sustained, cores, rate) => {
    expect(chooseRate(sustained, cores)).toBe(rate);
  });
});

describe("the probe", () => {
  const timed = (probe: DeviceProbe, frames: number, tookMs: number) => {
    for (let i = 0; i < frames; i++) probe.frame(tookMs);
    return probe.result;
  };

  test("passes over the first frames and is decided after twenty more", () => {
    const probe = new DeviceProbe(4);
    expect(timed(probe, 3, 2_000)).toBeNull();
    expect(timed(probe, 19, 40)).toBeNull();
    expect(timed(probe, 1, 40)).toEqual({ sustainedPerSecond: 25, samplesPerSecond: 15 });
    expect(timed(probe, 50, 900)?.samplesPerSecond).toBe(15);
  });

  test("judges by the slow frames, not by the fast ones", () => {
    const probe = new DeviceProbe(4);
    timed(probe, 3, 20);
    timed(probe, 13, 20);
    expect(timed(probe, 7, 125)).toEqual({ sustainedPerSecond: 8, samplesPerSecond: 5 });
  });

  test("turns a device away only when it is too slow twice in a row, and does not wait for ever", () => {
    const probe = new DeviceProbe(4);
    timed(probe, 3, 1_000);
    expect(timed(probe, 4, 1_000)).toBeNull();
    expect(timed(probe, 4, 1_000)).toEqual({ sustainedPerSecond: 1, samplesPerSecond: 0 });

    const recovered = new DeviceProbe(4);
    timed(recovered, 7, 1_000);
    expect(timed(recovered, 20, 30)?.samplesPerSecond).toBe(15);
  });

  test("begins anew with a new engine", () => {
    const probe = new DeviceProbe(8);
    timed(probe, 23, 8);
    expect(probe.result?.samplesPerSecond).toBe(30);
    probe.restart();
    expect(probe.result).toBeNull();
    expect(timed(probe, 23, 50)?.samplesPerSecond).toBe(10);
  });
});
