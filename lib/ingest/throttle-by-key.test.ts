import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throttleByKey } from "./throttle-by-key.ts";

describe("throttleByKey", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("acts at once, then once an interval, and never loses the last call", () => {
    const acts: number[] = [];
    const throttle = throttleByKey((key) => acts.push(key), 1_000);
    throttle.ask(1);
    throttle.ask(1);
    throttle.ask(2);
    expect(acts).toEqual([1, 2]);
    vi.advanceTimersByTime(999);
    expect(acts).toEqual([1, 2]);
    vi.advanceTimersByTime(1);
    expect(acts).toEqual([1, 2, 1]);
    vi.advanceTimersByTime(5_000);
    expect(acts).toEqual([1, 2, 1]);
    throttle.ask(2);
    expect(acts).toEqual([1, 2, 1, 2]);
  });

  it("says nothing after it was closed", () => {
    const act = vi.fn();
    const throttle = throttleByKey(act, 1_000);
    throttle.ask(1);
    throttle.ask(1);
    throttle.close();
    vi.advanceTimersByTime(5_000);
    expect(act).toHaveBeenCalledTimes(1);
  });
});
