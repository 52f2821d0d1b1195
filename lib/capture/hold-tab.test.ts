import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdTab } from "#lib/capture/hold-tab.ts";

/** One browser's locks: given in turn, until the promise of who holds it settles. */
function fakeLocks() {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request(name: string, { signal }: { signal: AbortSignal }, held: () => Promise<void>): Promise<void> {
      const turn = (tails.get(name) ?? Promise.resolve()).then(() => {
        if (!signal.aborted) return held();
      });
      tails.set(name, turn);
      return new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        turn.then(resolve, reject);
      });
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the second tab of a study is refused while the first is open, another study's is not", async () => {
  vi.stubGlobal("navigator", { locks: fakeLocks() });
  const first = new AbortController();
  expect(await holdTab("a", first.signal)).toBe(true);
  const second = holdTab("a", new AbortController().signal);
  expect(await holdTab("b", new AbortController().signal)).toBe(true);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await second).toBe(false);
  // Long held, the first is still the only one.
  const third = holdTab("a", new AbortController().signal);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await third).toBe(false);
});

test("a page that is reloaded waits for the one before it to let go", async () => {
  vi.stubGlobal("navigator", { locks: fakeLocks() });
  const before = new AbortController();
  await holdTab("a", before.signal);
  const after = holdTab("a", new AbortController().signal);
  await vi.advanceTimersByTimeAsync(500);
  before.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(await after).toBe(true);
});

test("a browser that has no locks, or refuses them, lets the viewer through", async () => {
  vi.stubGlobal("navigator", {});
  expect(await holdTab("a", new AbortController().signal)).toBe(true);
  const refusing = { request: () => Promise.reject(new DOMException("", "SecurityError")) };
  vi.stubGlobal("navigator", { locks: refusing });
  expect(await holdTab("a", new AbortController().signal)).toBe(true);
});
