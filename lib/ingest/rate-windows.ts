/**
 * Counts events by key within windows of fixed length, without a timer or a promise an event. Keeps only the
 * keys of the window that runs, so its memory is bounded by who is there.
 */
export function createRateWindows(windowMs: number) {
  let counts = new Map<number, number>();
  let windowStartedMs = Number.NEGATIVE_INFINITY;

  function turn(nowMs: number): void {
    if (nowMs - windowStartedMs < windowMs) return;
    windowStartedMs = nowMs;
    counts = new Map();
  }

  return {
    /** Counts one more event of `key`; answers how many there were in this window, with it. */
    count(key: number, nowMs: number): number {
      turn(nowMs);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
    /** How many there were in this window. */
    counted(key: number, nowMs: number): number {
      turn(nowMs);
      return counts.get(key) ?? 0;
    },
  };
}
