import { describe, expect, test } from "vitest";
import { RateKeeper } from "#lib/capture/rate-keeper.ts";
import type { SampleRate } from "#lib/protocol/session-events.ts";

/** `seconds` of ticks from `fromMs`, with so many answered and lost frames in each. */
function run(keeper: RateKeeper, fromMs: number, seconds: number, answered: number, dropped: number) {
  const steps: { from: SampleRate; to: SampleRate }[] = [];
  for (let second = 0; second < seconds; second++) {
    const step = keeper.tick(fromMs + second * 1000);
    if (step) steps.push(step);
    for (let i = 0; i < answered; i++) keeper.answered();
    for (let i = 0; i < dropped; i++) keeper.dropped();
  }
  return steps;
}

describe("the rate while watching", () => {
  test("stays while the engine keeps up, and through one bad window", () => {
    const keeper = new RateKeeper(15);
    expect(run(keeper, 0, 20, 14, 1)).toEqual([]);
    expect(run(keeper, 20_000, 4, 5, 10)).toEqual([]);
    expect(run(keeper, 24_000, 20, 14, 1)).toEqual([]);
    expect(keeper.rate).toBe(15);
  });

  test("goes down a step at a time where it does not, and never below five", () => {
    const keeper = new RateKeeper(30);
    expect(run(keeper, 0, 60, 4, 11)).toEqual([
      { from: 30, to: 15 },
      { from: 15, to: 10 },
      { from: 10, to: 5 },
    ]);
    expect(keeper.rate).toBe(5);
  });

  test("is not lowered by a camera that gives few frames, nor by a tab that was left", () => {
    expect(run(new RateKeeper(15), 0, 40, 1, 0)).toEqual([]);
    const keeper = new RateKeeper(15);
    run(keeper, 0, 5, 2, 12);
    keeper.pause();
    expect(run(keeper, 60_000, 5, 2, 12)).toEqual([]);
  });
});
