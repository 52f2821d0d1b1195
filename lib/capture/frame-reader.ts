/** Longest side of what the engine sees, pixels: 320x240 of a 4:3 camera. */
const LONG_SIDE = 320;
/** Every how many pixels luma is read. */
const LUMA_STRIDE = 8;

/** Draws a frame at the engine's size and reads its pixels; the canvas is kept between frames. */
export function frameReader(): (image: VideoFrame | ImageBitmap) => {
  pixels: ImageData;
  brightness01: number;
  contrast01: number;
} {
  let canvas = new OffscreenCanvas(LONG_SIDE, (LONG_SIDE * 3) / 4);
  let context = canvas.getContext("2d", { willReadFrequently: true });
  return (image) => {
    const [sourceWidth, sourceHeight] =
      "displayWidth" in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
    const scale = LONG_SIDE / Math.max(sourceWidth, sourceHeight);
    const width = Math.max(1, Math.round(sourceWidth * scale));
    const height = Math.max(1, Math.round(sourceHeight * scale));
    if (canvas.width !== width || canvas.height !== height) {
      canvas = new OffscreenCanvas(width, height);
      context = canvas.getContext("2d", { willReadFrequently: true });
    }
    if (!context) throw new Error("no 2d canvas in the worker");
    context.drawImage(image, 0, 0, width, height);
    const pixels = context.getImageData(0, 0, width, height);
    return { pixels, ...lightOf(pixels.data) };
  };
}

/** Mean luma of RGBA bytes, and twice its standard deviation, both 0..1; Rec. 601 weights. */
export function lightOf(rgba: ArrayLike<number>): { brightness01: number; contrast01: number } {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i + 2 < rgba.length; i += 4 * LUMA_STRIDE) {
    const luma = (0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0)) / 255;
    sum += luma;
    squares += luma * luma;
    count++;
  }
  if (count === 0) return { brightness01: 0, contrast01: 0 };
  const brightness01 = sum / count;
  return { brightness01, contrast01: 2 * Math.sqrt(Math.max(0, squares / count - brightness01 ** 2)) };
}
