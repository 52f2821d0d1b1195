import { expect, test, vi } from "vitest";
import { type BatchStore, memoryStore, openBatchStore, withFallback } from "#lib/capture/batch-store.ts";

const batch = (second: number) => ({ segment: 1, second, bytes: Uint8Array.of(second) });

test("a disk that fills up in the middle loses nothing, and that is told once", async () => {
  const disk = memoryStore();
  let full = false;
  const filling: BatchStore = {
    ...disk,
    put: (stored) => (full ? Promise.reject(new DOMException("", "QuotaExceededError")) : disk.put(stored)),
  };
  const onMemory = vi.fn();
  const store = withFallback(filling, memoryStore(), onMemory);
  await store.put(batch(0));
  expect(onMemory).not.toHaveBeenCalled();
  full = true;
  await store.put(batch(2));
  await store.put(batch(1));
  expect(onMemory).toHaveBeenCalledOnce();
  expect((await store.all()).map(({ second }) => second)).toEqual([0, 1, 2]);
  await store.remove(batch(1));
  expect((await store.all()).map(({ second }) => second)).toEqual([0, 2]);
  await store.clear();
  expect(await store.all()).toEqual([]);
});

test("a browser without a database keeps batches in memory, and says so", async () => {
  // As in a private window: here there is no IndexedDB at all.
  const onMemory = vi.fn();
  const store = await openBatchStore("session", onMemory);
  await store.put(batch(3));
  expect(onMemory).toHaveBeenCalledOnce();
  expect(await store.all()).toEqual([batch(3)]);
});
