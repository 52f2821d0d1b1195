import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { REST_MS, rest } from "./rest.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("lasts its time between two videos", async () => {
  const over = vi.fn();
  void rest(new AbortController().signal).then(over);
  await vi.advanceTimersByTimeAsync(REST_MS - 1);
  expect(over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(over).toHaveBeenCalledOnce();
});

it("ends with the session, and leaves no timer behind", async () => {
  const ending = new AbortController();
  const resting = rest(ending.signal);
  ending.abort();
  await resting;
  expect(vi.getTimerCount()).toBe(0);
  await rest(ending.signal);
});
