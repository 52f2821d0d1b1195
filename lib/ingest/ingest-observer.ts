import type { CaptureCode } from "#lib/protocol/capture-events.ts";

/** What the hot path tells whoever counts; each is called once, and none may throw. */
export interface IngestObserver {
  /** A batch was answered; `stored` also when it had been stored before. */
  answered(outcome: "stored" | CaptureCode): void;
  /** Batches were committed together, or not: then they are sent again. Times in ms. */
  flushed(flush: { batches: number; committed: boolean; tookMs: number; oldestWaitedMs: number }): void;
}

/** For whom nobody counts. */
export const noObserver: IngestObserver = { answered: () => {}, flushed: () => {} };
