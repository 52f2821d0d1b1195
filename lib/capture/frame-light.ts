import { BLUE, GREEN, RED } from "./crop-pixels.ts";

export interface Light {
  brightness01: number;
  contrast01: number;
}

/** Mean luma of RGBA bytes, and twice its standard deviation, both 0..1. */
export function lightOf(rgba: ArrayLike<number>): Light {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i + 2 < rgba.length; i += 4) {
    const luma = (RED * (rgba[i] ?? 0) + GREEN * (rgba[i + 1] ?? 0) + BLUE * (rgba[i + 2] ?? 0)) / 255;
    sum += luma;
    squares += luma * luma;
    count++;
  }
  if (count === 0) return { brightness01: 0, contrast01: 0 };
  const brightness01 = sum / count;
  return { brightness01, contrast01: 2 * Math.sqrt(Math.max(0, squares / count - brightness01 ** 2)) };
}
