import type { SeededRandom } from "#lib/analytics/seeded-random.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import { tenSamples } from "./samples.ts";

const EXTREMES = [0, 1, -1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, Number.NaN, Number.POSITIVE_INFINITY, 0.1];
const WORDS = [
  "",
  "batch:push",
  "__proto__",
  "constructor",
  "_placeholder",
  "\u0000",
  "ß😀\ud800",
  "1-[",
  "null",
];
const DEEPEST = 4;

export const pick = <T>(random: SeededRandom, from: readonly T[]): T =>
  from[Math.floor(random.uniform() * from.length)]!;
const below = (random: SeededRandom, limit: number) => Math.floor(random.uniform() * limit);

let made: Uint8Array[] | undefined;

/** Batches of every engine and of several segments and seconds, as they should be; made once. */
function whole(): readonly Uint8Array[] {
  made ??= Array.from({ length: 30 }, (_, i) =>
    encodeBatch({
      segment: i % 3,
      second: i % 5,
      engineId: i % 2,
      droppedFrames: i % 4,
      stalledMs: 0,
      samples: tenSamples(i % 5),
    }),
  );
  return made;
}

/** Bytes that are no batch, or one with something wrong: cut, lengthened, bits turned, fields at their extremes. */
export function malformedBatch(random: SeededRandom): Uint8Array {
  if (random.uniform() < 0.2) return noise(random, below(random, 700));
  const bytes = pick(random, whole()).slice();
  const changed = pick(random, [
    () => bytes.subarray(0, below(random, bytes.length)),
    () => joined(bytes, noise(random, 1 + below(random, 60))),
    () => turnBits(random, bytes, 1 + below(random, 8)),
    // Header fields: version, segment, engine, second, number of samples, times.
    () => bytes.fill(pick(random, [0, 1, 127, 128, 255]), below(random, 20), 1 + below(random, 20)),
    () => joined(turnBits(random, bytes.subarray(0, 20), 3), bytes.subarray(20)),
  ])();
  // A view into a larger buffer, as a socket's parser gives it.
  return random.uniform() < 0.5 ? changed : joined(Uint8Array.of(9), changed).subarray(1);
}

/** Anything that a stranger's client could send as an argument of an event. */
export function malformedValue(random: SeededRandom, depth = 0): unknown {
  const simple = [
    () => undefined,
    () => null,
    () => random.uniform() < 0.5,
    () => pick(random, EXTREMES),
    () => pick(random, WORDS),
    () => "x".repeat(below(random, 1_000)),
    () => malformedBatch(random),
    () => noise(random, below(random, 300)),
  ];
  const nested = [
    () => Array.from({ length: below(random, 4) }, () => malformedValue(random, depth + 1)),
    () => ({ _placeholder: true, num: pick(random, EXTREMES) }),
    () => ({ [pick(random, WORDS)]: malformedValue(random, depth + 1), toString: 1, length: -1 }),
  ];
  return pick(random, depth < DEEPEST ? [...simple, ...nested] : simple)();
}

/** A message as it travels, with bits turned, cut, lengthened, or of nothing but noise. */
export function malformedFrame(random: SeededRandom, frame: Uint8Array): Uint8Array {
  return pick(random, [
    () => turnBits(random, frame, 1 + below(random, 4)),
    () => frame.slice(0, below(random, frame.length)),
    () => joined(frame, noise(random, 20)),
    () => noise(random, below(random, 200)),
  ])();
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function noise(random: SeededRandom, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  // Four bytes a draw: there are many.
  for (let i = 0; i < length; i += 4) {
    const draw = below(random, 2 ** 32);
    for (let n = 0; n < 4 && i + n < length; n++) bytes[i + n] = draw >>> (8 * n);
  }
  return bytes;
}

function turnBits(random: SeededRandom, bytes: Uint8Array, count: number): Uint8Array {
  const turned = bytes.length === 0 ? bytes : bytes.slice();
  for (let i = 0; i < count && turned.length > 0; i++) {
    const at = below(random, turned.length);
    turned[at] = turned[at]! ^ (1 << below(random, 8));
  }
  return turned;
}
