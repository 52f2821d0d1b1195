import { EXPRESSION_COUNT } from "#lib/protocol/expressions.ts";
import { LOSS_REASONS, NO_LOSS, VIEWER_SECOND_BYTES } from "#lib/protocol/viewer-second.ts";
import { viewerTrackSeconds } from "#lib/protocol/viewer-track.ts";
import {
  type AudienceSums,
  BIN_WIDTH,
  CORRECTED_BINS,
  CORRECTED_ZERO_BIN,
  emptySums,
  type Power,
  RAW_BINS,
} from "./audience-sums.ts";

/** Flags and places of a packed viewer-second: lib/protocol/viewer-second.ts. */
const HAS = { raw: 1, corrected: 2, attention: 4, expressiveness: 8, interest: 16 } as const;
const RAW = 14;
const CORRECTED = RAW + 2 * EXPRESSION_COUNT;
/** Numbers of one second in the flat sums. */
const REACHED = 0;
const COVERAGE = 1;
const N = 2;
const N_CORRECTED = 3;
const N_EXPRESSIVENESS = 4;
const N_ATTENTION = 5;
const N_INTEREST = 6;
const LOSSES = 7;
const VALENCE = LOSSES + LOSS_REASONS.length;
const EXPRESSIVENESS = VALENCE + 2;
const ATTENTION = EXPRESSIVENESS + 2;
const INTEREST = ATTENTION + 2;
const RAW_POWERS = INTEREST + 2;
const CORRECTED_POWERS = RAW_POWERS + 2 * EXPRESSION_COUNT;
const RAW_HISTOGRAM = CORRECTED_POWERS + 2 * EXPRESSION_COUNT;
const CORRECTED_HISTOGRAM = RAW_HISTOGRAM + EXPRESSION_COUNT * RAW_BINS;
const NUMBERS = CORRECTED_HISTOGRAM + EXPRESSION_COUNT * CORRECTED_BINS;

/**
 * Sums viewers' tracks second by second: what `addViewerSecond` gives for each of their seconds, with nothing made
 * for a viewer-second, because a filter that is no cell goes through all of an audience's.
 */
export function sumTracks(seconds: number) {
  const flat = new Float64Array(seconds * NUMBERS);
  return {
    add(track: Uint8Array): void {
      const plain = viewerTrackSeconds(track);
      const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
      const there = Math.min(seconds, plain.length / VIEWER_SECOND_BYTES);
      for (let second = 0; second < there; second++) {
        const at = second * VIEWER_SECOND_BYTES;
        if (plain[at] !== 0) addSecond(flat, second * NUMBERS, view, at);
      }
    },
    /** One for each second from 0. */
    sums: (): AudienceSums[] =>
      Array.from({ length: seconds }, (_, second) => sumsAt(flat, second * NUMBERS)),
  };
}

function addSecond(flat: Float64Array, to: number, view: DataView, at: number): void {
  const flags = view.getUint8(at + 1);
  const loss = view.getUint8(at + 2);
  flat[to + REACHED]! += 1;
  flat[to + COVERAGE]! += view.getUint16(at + 4, true);
  if (loss !== NO_LOSS) flat[to + LOSSES + loss]! += 1;
  if (flags & HAS.attention) {
    flat[to + N_ATTENTION]! += 1;
    addPower(flat, to + ATTENTION, view.getUint16(at + 6, true));
  }
  if (flags & HAS.expressiveness) {
    flat[to + N_EXPRESSIVENESS]! += 1;
    addPower(flat, to + EXPRESSIVENESS, view.getUint16(at + 10, true));
  }
  if (flags & HAS.interest) {
    flat[to + N_INTEREST]! += 1;
    addPower(flat, to + INTEREST, view.getUint16(at + 12, true));
  }
  if (flags & HAS.raw) {
    flat[to + N]! += 1;
    addPower(flat, to + VALENCE, view.getInt16(at + 8, true));
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      const value = view.getUint16(at + RAW + 2 * i, true);
      addPower(flat, to + RAW_POWERS + 2 * i, value);
      flat[to + RAW_HISTOGRAM + i * RAW_BINS + Math.floor(value / BIN_WIDTH)]! += 1;
    }
  }
  if (flags & HAS.corrected) {
    flat[to + N_CORRECTED]! += 1;
    for (let i = 0; i < EXPRESSION_COUNT; i++) {
      const value = view.getInt16(at + CORRECTED + 2 * i, true);
      addPower(flat, to + CORRECTED_POWERS + 2 * i, value);
      const bin = Math.floor(value / BIN_WIDTH) + CORRECTED_ZERO_BIN;
      flat[to + CORRECTED_HISTOGRAM + i * CORRECTED_BINS + bin]! += 1;
    }
  }
}

function addPower(flat: Float64Array, at: number, value: number): void {
  flat[at]! += value;
  flat[at + 1]! += value * value;
}

function sumsAt(flat: Float64Array, at: number): AudienceSums {
  const number = (offset: number) => flat[at + offset]!;
  const power = (offset: number): Power => ({ sum: number(offset), sumSquares: number(offset + 1) });
  const row = (offset: number, length: number) => Array.from({ length }, (_, i) => number(offset + i));
  const sums = emptySums();
  return {
    reached: number(REACHED),
    coverageSum: number(COVERAGE),
    n: number(N),
    nCorrected: number(N_CORRECTED),
    nExpressiveness: number(N_EXPRESSIVENESS),
    nAttention: number(N_ATTENTION),
    nInterest: number(N_INTEREST),
    losses: row(LOSSES, LOSS_REASONS.length),
    raw: sums.raw.map((_, i) => power(RAW_POWERS + 2 * i)),
    corrected: sums.corrected.map((_, i) => power(CORRECTED_POWERS + 2 * i)),
    valence: power(VALENCE),
    expressiveness: power(EXPRESSIVENESS),
    attention: power(ATTENTION),
    interest: power(INTEREST),
    rawHistogram: sums.rawHistogram.map((_, i) => row(RAW_HISTOGRAM + i * RAW_BINS, RAW_BINS)),
    correctedHistogram: sums.correctedHistogram.map((_, i) =>
      row(CORRECTED_HISTOGRAM + i * CORRECTED_BINS, CORRECTED_BINS),
    ),
  };
}
