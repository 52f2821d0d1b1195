import { CURVE_COUNT } from "#lib/protocol/curves.ts";
import { HEADLINES } from "#lib/protocol/overview.ts";
import { BOOTSTRAP_DRAWS, bootstrapSums } from "./bootstrap.ts";
import { addSecond, addWatched, type HeadlineValues, headlineValues, rowWidth } from "./headlines.ts";
import { FINISHED, type Reading, readTrack, type TrackPage, WATCHING } from "./track-page.ts";

/** What is drawn with replacement: a row of numbers a unit, from whose sums every headline follows. */
export class HeadlineRows {
  readonly #seconds: number;
  readonly #reading: Reading;
  readonly #width: number;
  readonly #rows: Float64Array;
  readonly #curves: Int16Array;

  constructor(seconds: number, reading: Reading, units: number) {
    this.#seconds = seconds;
    this.#reading = reading;
    this.#width = rowWidth(seconds);
    this.#rows = new Float64Array(units * this.#width);
    this.#curves = new Int16Array(seconds * CURVE_COUNT);
  }

  /** How many units there are room for. */
  get units(): number {
    return this.#rows.length / this.#width;
  }

  /** Adds a viewer's track of `seconds`, of which the first lies `at`, to a unit; answers their curves until the next. */
  add(page: TrackPage, at: number, seconds: number, state: number, unit: number): Int16Array {
    const row = unit * this.#width;
    readTrack(page, at, seconds, this.#reading, this.#curves);
    for (let second = 0; second < seconds; second++) {
      addSecond(this.#rows, row, second, this.#curves, second * CURVE_COUNT);
    }
    const whole = (state & FINISHED) !== 0 ? this.#seconds : seconds;
    if ((state & WATCHING) === 0) addWatched(this.#rows, row, this.#seconds, whole);
    return this.#curves;
  }

  /** The headlines of the first `units` units, and of each draw of as many; by headline, NaN where nothing is there. */
  bootstrap(units: number, seed: string): HeadlineDraws {
    const rows = this.#rows.subarray(0, units * this.#width);
    const sums = new Float64Array(this.#width);
    for (let i = 0; i < rows.length; i++) sums[i % this.#width]! += rows[i]!;
    const point = headlineValues(sums, this.#seconds, sums);
    const draws = HEADLINES.map(() => new Float64Array(BOOTSTRAP_DRAWS).fill(Number.NaN));
    const drawn = new Float64Array(HEADLINES.length);
    bootstrapSums(rows, this.#width, seed, (drawnSums, draw) => {
      headlineValues(drawnSums, this.#seconds, sums, drawn);
      for (let i = 0; i < HEADLINES.length; i++) draws[i]![draw] = drawn[i]!;
    });
    return { sums, point, draws };
  }
}

export interface HeadlineDraws {
  /** Sums of all rows. */
  sums: Float64Array;
  point: HeadlineValues;
  draws: Float64Array[];
}
