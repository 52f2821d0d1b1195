/** What was wrong with the bytes (or the batch) of one second. Stable: tests and logs name it. */
export const BATCH_FORMAT_REASONS = [
  "notBytes",
  "length",
  "version",
  "reserved",
  "segment",
  "second",
  "engine",
  "sampleCount",
  "captureTime",
  "mediaTime",
  "order",
  "state",
  "scores",
  "pose",
  "fraction",
  "faceCount",
  "packing",
] as const;
export type BatchFormatReason = (typeof BATCH_FORMAT_REASONS)[number];

/** The only error that the batch codec throws. */
export class BatchFormatError extends Error {
  readonly reason: BatchFormatReason;

  constructor(reason: BatchFormatReason, detail: string) {
    super(`batch ${reason}: ${detail}`);
    this.name = "BatchFormatError";
    this.reason = reason;
  }
}
