/**
 * The product's one generator of random numbers: xoshiro128** (Blackman and Vigna 2018), its state filled
 * by splitmix32 from the FNV-1a hash of a seed in words. The seed names its use ("demo/viewer/17"), is shown
 * with every result, and gives the same numbers on every machine. Not for secrets.
 */
export interface SeededRandom {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Standard normal, by Box and Muller's transform; two uniforms a call. */
  normal(): number;
}

export function seededRandom(seed: string): SeededRandom {
  const state = fill(seed);
  const uniform = () => next(state) / 2 ** 32;
  return {
    uniform,
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
  };
}

function fill(seed: string): Uint32Array {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193);
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i++) {
    hash = (hash + 0x9e3779b9) | 0;
    let z = hash ^ (hash >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    state[i] = z ^ (z >>> 15);
  }
  return state;
}

function next(state: Uint32Array): number {
  const [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!];
  const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
  const e = c ^ a;
  const f = d ^ b;
  state[1] = b ^ e;
  state[0] = a ^ f;
  state[2] = e ^ (b << 9);
  state[3] = rotate(f, 11);
  return result;
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
