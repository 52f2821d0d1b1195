/** Where the stimulus stood when a camera frame was captured. */
export type ClockPosition =
  /** Position in ms. `standing`: the stimulus did not move at that time. */
  | { kind: "at"; mediaMs: number; standing: boolean }
  /** Not told yet: ask again. */
  | { kind: "unknown" }
  /** Before the start or after the end. */
  | { kind: "outside" };

/** Converts times of the page's monotonic clock (`performance.now()`) into positions of what is shown. */
export interface PositionClock {
  positionAt(timeMs: number, nowMs: number): ClockPosition;
  /** When the clock reached a position, or null when it has not. */
  passedAt(mediaMs: number): number | null;
  /** Time that the stimulus stood still within a media second, ms. */
  stalledMsIn(second: number): number;
}

/** The calibration's clock: it starts at `startMs`, never stands, and ends after `lengthMs`. */
export function timerClock(startMs: number, lengthMs: number): PositionClock {
  return {
    positionAt(timeMs) {
      const mediaMs = timeMs - startMs;
      if (mediaMs < 0 || mediaMs >= lengthMs) return { kind: "outside" };
      return { kind: "at", mediaMs, standing: false };
    },
    passedAt: (mediaMs) => startMs + mediaMs,
    stalledMsIn: () => 0,
  };
}
