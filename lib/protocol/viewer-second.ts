import { EXPRESSION_COUNT } from "./expressions.ts";
import { SAMPLE_STATES, type SampleState } from "./sample.ts";

/**
 * One viewer's second of one video. Every number is an integer in 1/10,000 (`SCALE`); what is missing is
 * null and has a reason. Computed at ingest by lib/analytics/viewer-second.ts.
 */
export interface ViewerSecond {
  /** Share of the second covered by samples in state `face`. */
  coverage: number;
  /** Why there are no expression scores: the state that covers most of the rest; null when they are valid. */
  loss: SampleState | "notMeasured" | null;
  /** Coverage-weighted means in EXPRESSIONS order; null when coverage is under one half. */
  raw: readonly number[] | null;
  /** raw - baseline, signed; null without a baseline or without raw. */
  corrected: readonly number[] | null;
  /** happy - max(angry, disgust, fear, sad), per sample, averaged; signed; null with raw. */
  valence: number | null;
  /** null without a baseline or without raw. */
  expressiveness: number | null;
  /** Time facing the screen over the time in face, lookingAway, noFace or tabHidden; null when only technical losses. */
  attention: number | null;
  /** attention x expressiveness; 0 where attention is 0; null where either is otherwise missing. */
  interest: number | null;
}

/** Reasons in packed order: the sample states, then a second in which nothing was attempted. */
export const LOSS_REASONS = [...SAMPLE_STATES, "notMeasured"] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

/** First byte of a packed viewer-second. */
export const VIEWER_SECOND_VERSION = 1;
const HAS = { raw: 1, corrected: 2, attention: 4, expressiveness: 8, interest: 16 } as const;
/** The loss byte of a second with valid scores, and where it stands, for those who count without unpacking. */
export const NO_LOSS = 255;
export const VIEWER_SECOND_LOSS_OFFSET = 2;

/** Why a packed viewer-second has no valid scores, by its loss byte; null when it has them. */
export function lossReasonOf(lossByte: number): LossReason | null {
  return lossByte === NO_LOSS ? null : (LOSS_REASONS[lossByte] ?? "error");
}

/** The bit of a reason among those of `lossBits`. */
export function lossBit(reason: LossReason): number {
  return 1 << LOSS_REASONS.indexOf(reason);
}

/** Which reasons occur among packed viewer-seconds: the `lossBit` of each. */
export function lossBits(seconds: Iterable<Uint8Array>): number {
  let bits = 0;
  for (const second of seconds) {
    const reason = lossReasonOf(second[VIEWER_SECOND_LOSS_OFFSET]!);
    if (reason !== null) bits |= lossBit(reason);
  }
  return bits;
}

/** Bytes of one packed viewer-second. */
export const VIEWER_SECOND_BYTES = 14 + 4 * EXPRESSION_COUNT;

/** The same layout in 16-bit words, for those who read a hundred thousand tracks: all values fit a signed word. */
export const VIEWER_SECOND_WORDS = {
  length: VIEWER_SECOND_BYTES / 2,
  coverage: 2,
  attention: 3,
  valence: 4,
  expressiveness: 5,
  interest: 6,
  raw: 7,
  corrected: 7 + EXPRESSION_COUNT,
} as const;
/** Bits of the second byte, and so of the first word's upper half: which values are there. */
export const VIEWER_SECOND_FLAGS = HAS;

/**
 * Pack one viewer-second, little-endian: version u8, flags u8, loss u8, reserved u8, coverage u16,
 * attention u16, valence i16, expressiveness u16, interest u16, raw 7 x u16, corrected 7 x i16.
 */
export function packViewerSecond(second: ViewerSecond): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(VIEWER_SECOND_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VIEWER_SECOND_VERSION);
  view.setUint8(
    1,
    (second.raw ? HAS.raw : 0) |
      (second.corrected ? HAS.corrected : 0) |
      (second.attention !== null ? HAS.attention : 0) |
      (second.expressiveness !== null ? HAS.expressiveness : 0) |
      (second.interest !== null ? HAS.interest : 0),
  );
  view.setUint8(
    VIEWER_SECOND_LOSS_OFFSET,
    second.loss === null ? NO_LOSS : LOSS_REASONS.indexOf(second.loss),
  );
  view.setUint16(4, second.coverage, true);
  view.setUint16(6, second.attention ?? 0, true);
  view.setInt16(8, second.valence ?? 0, true);
  view.setUint16(10, second.expressiveness ?? 0, true);
  view.setUint16(12, second.interest ?? 0, true);
  for (let i = 0; i < EXPRESSION_COUNT; i++) {
    view.setUint16(14 + 2 * i, second.raw?.[i] ?? 0, true);
    view.setInt16(14 + 2 * (EXPRESSION_COUNT + i), second.corrected?.[i] ?? 0, true);
  }
  return bytes;
}

/** Inverse of `packViewerSecond`, reading at `offset`. Throws RangeError on a version that it does not know. */
export function unpackViewerSecond(bytes: Uint8Array, offset = 0): ViewerSecond {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, VIEWER_SECOND_BYTES);
  if (view.getUint8(0) !== VIEWER_SECOND_VERSION)
    throw new RangeError(`viewer-second version ${view.getUint8(0)}`);
  const flags = view.getUint8(1);
  const lossIndex = view.getUint8(VIEWER_SECOND_LOSS_OFFSET);
  const seven = (at: (i: number) => number) => Array.from({ length: EXPRESSION_COUNT }, (_, i) => at(i));
  return {
    coverage: view.getUint16(4, true),
    loss: lossIndex === NO_LOSS ? null : (LOSS_REASONS[lossIndex] ?? "error"),
    raw: flags & HAS.raw ? seven((i) => view.getUint16(14 + 2 * i, true)) : null,
    corrected:
      flags & HAS.corrected ? seven((i) => view.getInt16(14 + 2 * (EXPRESSION_COUNT + i), true)) : null,
    valence: flags & HAS.raw ? view.getInt16(8, true) : null,
    expressiveness: flags & HAS.expressiveness ? view.getUint16(10, true) : null,
    attention: flags & HAS.attention ? view.getUint16(6, true) : null,
    interest: flags & HAS.interest ? view.getUint16(12, true) : null,
  };
}
