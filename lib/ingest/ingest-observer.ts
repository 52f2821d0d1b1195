import type { CaptureCode } from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";

/** What the hot path tells whoever counts; each is called once, and none may throw. */
export interface IngestObserver {
  /** A batch was answered; `stored` also when it had been stored before. */
  answered(outcome: "stored" | CaptureCode): void;
  /** A batch was judged to be good and waits for its commit. */
  accepted(batch: Batch): void;
  /** A batch that waited for its commit was answered, this long after it came. */
  acknowledged(waitedMs: number): void;
  /** Batches were committed together, or not: then they are sent again. Times in ms. */
  flushed(flush: { batches: number; committed: boolean; tookMs: number; oldestWaitedMs: number }): void;
  /** A viewer's connection was refused. */
  connectionRefused(code: CaptureCode): void;
}

/** For whom nobody counts. */
export const noObserver: IngestObserver = {
  answered: () => {},
  accepted: () => {},
  acknowledged: () => {},
  flushed: () => {},
  connectionRefused: () => {},
};
