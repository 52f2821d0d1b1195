import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createJudgeTogether } from "./judge-together.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("judges what came within a while in the order in which it came, each by its own judge", () => {
  const together = createJudgeTogether();
  const judged: string[] = [];
  const a = (bytes: unknown) => void judged.push(`a${bytes}`);
  const b = (bytes: unknown) => void judged.push(`b${bytes}`);
  together.put(a, 1);
  vi.advanceTimersByTime(10);
  together.put(b, 2);
  together.put(a, 3);
  expect(judged).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(judged).toEqual(["a1", "b2", "a3"]);
});

it("lets others have a turn between hundreds, and loses none", () => {
  const together = createJudgeTogether();
  const judged: unknown[] = [];
  for (let i = 0; i < 1_000; i++) together.put((bytes) => void judged.push(bytes), i);
  vi.advanceTimersByTime(20);
  expect(judged).toHaveLength(400);
  together.put((bytes) => void judged.push(bytes), 1_000);
  vi.runAllTimers();
  expect(judged).toEqual(Array.from({ length: 1_001 }, (_, i) => i));
});

it("leaves nothing waiting when it is closed, and makes nobody wait afterwards", () => {
  const together = createJudgeTogether();
  const judged: unknown[] = [];
  const judge = (bytes: unknown) => void judged.push(bytes);
  together.put(judge, 1);
  together.put(judge, 2);
  together.close();
  expect(judged).toEqual([1, 2]);
  together.put(judge, 3);
  expect(judged).toEqual([1, 2, 3]);
  vi.runAllTimers();
  expect(judged).toEqual([1, 2, 3]);
});
