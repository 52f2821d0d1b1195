/** Rec. 601 luma, as cameras and JPEG have it. */
export const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114] as const;

/** RGBA bytes to RGB 0..1, into `out`. */
export function rgb01(rgba: ArrayLike<number>, out: Float32Array): Float32Array {
  for (let from = 0, to = 0; to < out.length; from += 4, to += 3) {
    out[to] = (rgba[from] ?? 0) / 255;
    out[to + 1] = (rgba[from + 1] ?? 0) / 255;
    out[to + 2] = (rgba[from + 2] ?? 0) / 255;
  }
  return out;
}

/** Writes a square picture, row by row, the other way round. */
export function mirror(picture: Float32Array, out: Float32Array): Float32Array {
  const size = Math.sqrt(picture.length);
  for (let row = 0; row < picture.length; row += size) {
    for (let x = 0; x < size; x++) out[row + x] = picture[row + size - 1 - x] ?? 0;
  }
  return out;
}

/**
 * RGBA bytes of a square to grey 0..255, each pixel of `out` the mean of `fold` by `fold` pixels: a large face is
 * averaged down as the training's crops were, never picked from.
 */
export function foldedGrey(rgba: ArrayLike<number>, fold: number, out: Float32Array): Float32Array {
  const size = Math.sqrt(out.length);
  const share = 1 / (fold * fold);
  out.fill(0);
  for (let y = 0, from = 0; y < size * fold; y++) {
    const row = Math.floor(y / fold) * size;
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (const end = from + 4 * fold; from < end; from += 4) {
        sum += RED * (rgba[from] ?? 0) + GREEN * (rgba[from + 1] ?? 0) + BLUE * (rgba[from + 2] ?? 0);
      }
      out[row + x] = (out[row + x] ?? 0) + sum * share;
    }
  }
  return out;
}
