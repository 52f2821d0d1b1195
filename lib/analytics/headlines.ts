import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { MIN_AUDIENCE, SCALE } from "#lib/protocol/limits.ts";
import { ATTRACTION_SECONDS, END_SECONDS, HEADLINES, type HeadlineName } from "#lib/protocol/overview.ts";
import { ATTENTION, INTEREST, MISSING, VALENCE } from "./track-page.ts";

/**
 * The numbers of one viewer, or summed over viewers, from which every headline follows, PLANES a second: sums of the
 * curves and counts of the viewers behind them; at the end three counts of the whole video.
 */
export const PLANES = 10;
const HAPPY_SUM = 0;
const SURPRISE_SUM = 1;
const VALENCE_SUM = 2;
const ATTENTION_SUM = 3;
const INTEREST_SUM = 4;
const EXPRESSION_N = 5;
const VALENCE_N = 6;
const ATTENTION_N = 7;
const INTEREST_N = 8;
/** Still watching, of those of whom it is decided how long they watched. */
const STAYED = 9;
const WHOLE_VIDEO = 2;

const HAPPY = EXPRESSIONS.indexOf("happy");
const SURPRISE = EXPRESSIONS.indexOf("surprise");

export const rowWidth = (seconds: number): number => seconds * PLANES + WHOLE_VIDEO;

/** Adds one viewer's second, read by `readCurves`, to a row. */
export function addSecond(row: Float64Array, at: number, second: number, curves: Int16Array, from: number) {
  const to = at + second * PLANES;
  const happy = curves[from + HAPPY]!;
  if (happy !== MISSING) {
    row[to + HAPPY_SUM]! += happy;
    row[to + SURPRISE_SUM]! += curves[from + SURPRISE]!;
    row[to + EXPRESSION_N]! += 1;
  }
  add(row, to + VALENCE_SUM, to + VALENCE_N, curves[from + VALENCE]!);
  add(row, to + ATTENTION_SUM, to + ATTENTION_N, curves[from + ATTENTION]!);
  add(row, to + INTEREST_SUM, to + INTEREST_N, curves[from + INTEREST]!);
}

function add(row: Float64Array, sumAt: number, countAt: number, value: number): void {
  if (value === MISSING) return;
  row[sumAt]! += value;
  row[countAt]! += 1;
}

/** Adds how long one viewer watched, of `seconds`: only of viewers who are not watching any more. */
export function addWatched(row: Float64Array, at: number, seconds: number, watched: number): void {
  for (let second = 0; second < watched; second++) row[at + second * PLANES + STAYED]! += 1;
  row[at + seconds * PLANES]! += 1;
  if (watched >= seconds) row[at + seconds * PLANES + 1]! += 1;
}

export interface HeadlineValues {
  /** In HEADLINES order; NaN where nothing is there. */
  values: Float64Array;
  attractionSecond: number;
  peakSecond: number;
}

/**
 * The headlines from summed rows. Only seconds with at least MIN_AUDIENCE viewers in `counted`, the sums of the real
 * audience, are looked at, in a draw as in the audience itself.
 */
export function headlineValues(
  sums: Float64Array,
  seconds: number,
  counted: Float64Array,
  values = new Float64Array(HEADLINES.length),
): HeadlineValues {
  const at = (second: number, plane: number) => sums[second * PLANES + plane]!;
  const mean = (second: number, sum: number, n: number) => {
    if (counted[second * PLANES + n]! < MIN_AUDIENCE) return Number.NaN;
    return at(second, sum) / at(second, n) / SCALE;
  };
  const attraction = highest(Math.min(seconds, ATTRACTION_SECONDS), (s) =>
    mean(s, SURPRISE_SUM, EXPRESSION_N),
  );
  const peak = highest(seconds, (s) => mean(s, HAPPY_SUM, EXPRESSION_N));
  const end = average(Math.max(0, seconds - END_SECONDS), seconds, (s) => mean(s, HAPPY_SUM, EXPRESSION_N));
  const decided = sums[seconds * PLANES]!;
  const all: Record<HeadlineName, number> = {
    attraction: attraction.value,
    peak: peak.value,
    end,
    peakEnd: (peak.value + end) / 2,
    retention: average(0, seconds, (s) => at(s, STAYED) / decided),
    completion: sums[seconds * PLANES + 1]! / decided,
    interest: average(0, seconds, (s) => mean(s, INTEREST_SUM, INTEREST_N)),
    attention: average(0, seconds, (s) => mean(s, ATTENTION_SUM, ATTENTION_N)),
    valence: average(0, seconds, (s) => mean(s, VALENCE_SUM, VALENCE_N)),
  };
  for (const [i, name] of HEADLINES.entries()) values[i] = all[name];
  return { values, attractionSecond: attraction.second, peakSecond: peak.second };
}

/** Viewers with a valid expression in a second. */
export const expressionN = (sums: Float64Array, second: number): number =>
  second < 0 ? 0 : sums[second * PLANES + EXPRESSION_N]!;

/** Viewers still watching in a second, and those of whom it is decided. */
export function stayed(sums: Float64Array, seconds: number, second: number): { stayed: number; of: number } {
  return { stayed: sums[second * PLANES + STAYED]!, of: sums[seconds * PLANES]! };
}

function highest(seconds: number, read: (second: number) => number): { value: number; second: number } {
  let value = Number.NaN;
  let second = -1;
  for (let s = 0; s < seconds; s++) {
    const here = read(s);
    if (here > value || (Number.isNaN(value) && !Number.isNaN(here))) [value, second] = [here, s];
  }
  return { value, second };
}

/** Mean over the seconds from `from` to before `to` that have a value; NaN when none has. */
function average(from: number, to: number, read: (second: number) => number): number {
  let sum = 0;
  let n = 0;
  for (let s = from; s < to; s++) {
    const here = read(s);
    if (Number.isNaN(here)) continue;
    sum += here;
    n++;
  }
  return n === 0 ? Number.NaN : sum / n;
}
