import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** Eight-bit RGB, row by row, three bytes a pixel. Sides are even: chroma has half of them. */
export interface RgbFrame {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** First line of a YUV4MPEG2 file: progressive, square pixels, 4:2:0. Format: yuv4mpeg(5) of mjpegtools. */
export function y4mHeader(frame: RgbFrame, framesPerSecond: number): string {
  return `YUV4MPEG2 W${frame.width} H${frame.height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
}

/** One frame with its own header: planes Y, U, V, BT.601 in the studio range (16–235), chroma averaged over 2x2. */
export function y4mFrame({ width, height, rgb }: RgbFrame): Buffer {
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError(`odd size ${width}x${height}`);
  if (rgb.length !== width * height * 3) throw new RangeError(`${rgb.length} bytes for ${width}x${height}`);
  const pixels = width * height;
  const header = Buffer.from("FRAME\n", "ascii");
  const bytes = Buffer.alloc(header.length + pixels + pixels / 2);
  header.copy(bytes);
  const channel = (pixel: number, index: number) => rgb[pixel * 3 + index] ?? 0;

  let at = header.length;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const luma = 0.299 * channel(pixel, 0) + 0.587 * channel(pixel, 1) + 0.114 * channel(pixel, 2);
    bytes[at++] = Math.round(16 + (219 / 255) * luma);
  }
  for (const [toRed, toGreen, toBlue] of CHROMA) {
    for (let y = 0; y < height; y += 2) {
      for (let x = 0; x < width; x += 2) {
        const corner = y * width + x;
        const mean = (index: number) =>
          (channel(corner, index) +
            channel(corner + 1, index) +
            channel(corner + width, index) +
            channel(corner + width + 1, index)) /
          4;
        const difference = toRed * mean(0) + toGreen * mean(1) + toBlue * mean(2);
        bytes[at++] = Math.round(128 + (224 / 255) * difference);
      }
    }
  }
  return bytes;
}

/** Rows of U and V over red, green, blue: BT.601's colour differences scaled to ±0.5. */
const CHROMA = [
  [-0.168736, -0.331264, 0.5],
  [0.5, -0.418688, -0.081312],
] as const;

/** Write a clip, frame after frame; a browser's fake camera plays it in a loop. */
export async function writeY4m(
  path: string,
  frames: AsyncIterable<RgbFrame>,
  framesPerSecond: number,
): Promise<void> {
  const file = createWriteStream(path);
  let headerWritten = false;
  for await (const frame of frames) {
    if (!headerWritten) file.write(y4mHeader(frame, framesPerSecond));
    headerWritten = true;
    if (!file.write(y4mFrame(frame))) await once(file, "drain");
  }
  file.end();
  await finished(file);
}
