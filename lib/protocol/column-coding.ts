import { type BitReader, BitStreamError, type BitWriter, numberBits, riceBits } from "./bit-stream.ts";

/**
 * How a column of whole numbers is written, two bits: all the same; distances from a centre; steps from one
 * to the next; or lengths of runs with the steps between them.
 */
const CONSTANT = 0;
const CENTRED = 1;
const STEPS = 2;
const RUNS = 3;
const MODE_BITS = 2;
const K_BITS = 4;
const MAX_K = 2 ** K_BITS - 1;

/** Whole numbers of either sign as whole numbers from 0, small ones small. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return (value & 1) === 1 ? -(value + 1) / 2 : value / 2;
}

/** Writes a column in the way that takes the fewest bits. The reader must know how many values there are. */
export function putColumn(writer: BitWriter, values: ArrayLike<number>): void {
  if (values.length === 0) return;
  const first = values[0]!;
  const steps: number[] = [];
  for (let i = 1; i < values.length; i++) steps.push(zigzag(values[i]! - values[i - 1]!));
  if (steps.every((step) => step === 0)) {
    writer.put(CONSTANT, MODE_BITS);
    writer.putNumber(zigzag(first));
    return;
  }
  const centre = median(values);
  const distances = Array.from(values, (value) => zigzag(value - centre));
  const { runs, jumps } = runsOf(steps);
  const centred = bestRice(distances);
  const stepped = bestRice(steps);
  const [run, jump] = [bestRice(runs), bestRice(jumps)];
  const centredBits = numberBits(zigzag(centre)) + centred.bits;
  const steppedBits = numberBits(zigzag(first)) + stepped.bits;
  const runBits = numberBits(zigzag(first)) + K_BITS + run.bits + jump.bits;
  if (runBits < Math.min(centredBits, steppedBits)) {
    writer.put(RUNS, MODE_BITS);
    writer.put(run.k, K_BITS);
    writer.put(jump.k, K_BITS);
    writer.putNumber(zigzag(first));
    for (const [i, length] of runs.entries()) {
      writer.putRice(length, run.k);
      const step = jumps[i];
      if (step !== undefined) writer.putRice(step, jump.k);
    }
    return;
  }
  const byCentre = centredBits < steppedBits;
  writer.put(byCentre ? CENTRED : STEPS, MODE_BITS);
  writer.put(byCentre ? centred.k : stepped.k, K_BITS);
  writer.putNumber(zigzag(byCentre ? centre : first));
  for (const value of byCentre ? distances : steps) {
    writer.putRice(value, byCentre ? centred.k : stepped.k);
  }
}

/** Inverse of `putColumn`: reads `count` values into the beginning of `into`. Throws BitStreamError. */
export function takeColumn(reader: BitReader, count: number, into: Float64Array): void {
  if (count <= 0) return;
  const mode = reader.take(MODE_BITS);
  const k = mode === CONSTANT ? 0 : reader.take(K_BITS);
  const jumpK = mode === RUNS ? reader.take(K_BITS) : 0;
  let value = unzigzag(reader.takeNumber());
  if (mode === CENTRED) {
    reader.takeSigned(k, into, 0, count);
    for (let i = 0; i < count; i++) into[i] = into[i]! + value;
    return;
  }
  into[0] = value;
  if (mode === RUNS) {
    for (let i = 1; i < count; ) {
      const length = reader.takeRice(k);
      if (length > count - i) throw new BitStreamError("a run beyond the column's end");
      into.fill(value, i, i + length);
      i += length;
      if (i < count) {
        value += unzigzag(reader.takeRice(jumpK));
        into[i++] = value;
      }
    }
    return;
  }
  if (mode === CONSTANT) {
    into.fill(value, 0, count);
    return;
  }
  reader.takeSigned(k, into, 1, count);
  for (let i = 1; i < count; i++) {
    value += into[i]!;
    into[i] = value;
  }
}

/** Lengths of the runs without a step, one more than there are steps between them unless it ends with one. */
function runsOf(steps: readonly number[]): { runs: number[]; jumps: number[] } {
  const runs: number[] = [];
  const jumps: number[] = [];
  let length = 0;
  for (const step of steps) {
    if (step === 0) {
      length++;
      continue;
    }
    runs.push(length);
    jumps.push(step);
    length = 0;
  }
  if (length > 0) runs.push(length);
  return { runs, jumps };
}

function bestRice(values: readonly number[]): { k: number; bits: number } {
  let best = { k: 0, bits: Number.POSITIVE_INFINITY };
  for (let k = 0; k <= MAX_K; k++) {
    let bits = 0;
    for (const value of values) bits += riceBits(value, k);
    if (bits >= best.bits) break;
    best = { k, bits };
  }
  return best;
}

function median(values: ArrayLike<number>): number {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
