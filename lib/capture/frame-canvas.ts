import { foldedGrey, mirror, rgb01 } from "./crop-pixels.ts";
import { CROP_SIZE, type Square } from "./face-crop.ts";
import { MESH_SIZE } from "./face-mesh.ts";
import { reachesOut, type Size, toPicture } from "./face-region.ts";
import { type Light, lightOf } from "./frame-light.ts";

export type FrameImage = VideoFrame | ImageBitmap;

/** Longest side at which a frame is held: what webcams give; larger ones are drawn down to it. */
const VIDEO_SIDE = 640;
/** Photographs may show the face small. */
export const STILL_SIDE = 1_600;
/** The detector's input: the whole picture, letterboxed. */
export const LOOK_SIZE = 256;
/** Size at which the frame's light is measured. */
const LIGHT_WIDTH = 40;
const LIGHT_HEIGHT = 30;
/** A crop is drawn at up to this many times its size and averaged down. */
const MOST_FOLD = 4;

/**
 * Holds one frame at a time and cuts what the models see out of it. Canvases and buffers are kept between frames,
 * in the CPU's memory; every array returned is overwritten by the next call.
 */
export class FrameCanvas {
  readonly #frame = pen(VIDEO_SIDE, (VIDEO_SIDE * 3) / 4);
  readonly #mesh = pen(MESH_SIZE, MESH_SIZE);
  readonly #look = pen(LOOK_SIZE, LOOK_SIZE);
  readonly #light = pen(LIGHT_WIDTH, LIGHT_HEIGHT);
  readonly #folds = new Map<number, OffscreenCanvasRenderingContext2D>();
  readonly #meshPixels = new Float32Array(MESH_SIZE * MESH_SIZE * 3);
  readonly #lookPixels = new Float32Array(LOOK_SIZE * LOOK_SIZE * 3);
  readonly #cropPixels = new Float32Array(2 * CROP_SIZE * CROP_SIZE);

  /** Takes the frame's picture over into the canvas; the image itself is not needed afterwards. */
  draw(image: FrameImage, longestSide = VIDEO_SIDE): void {
    const [width, height] =
      "displayWidth" in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
    const scale = Math.min(1, longestSide / Math.max(width, height));
    const { canvas } = this.#frame;
    const size = { width: atLeast1(width * scale), height: atLeast1(height * scale) };
    if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    this.#frame.imageSmoothingQuality = scale < 0.5 ? "high" : "low";
    this.#frame.drawImage(image, 0, 0, size.width, size.height);
  }

  get size(): Size {
    const { width, height } = this.#frame.canvas;
    return { width, height };
  }

  light(): Light {
    this.#light.drawImage(this.#frame.canvas, 0, 0, LIGHT_WIDTH, LIGHT_HEIGHT);
    return lightOf(this.#light.getImageData(0, 0, LIGHT_WIDTH, LIGHT_HEIGHT).data);
  }

  /** The mesh's input: RGB 0..1 of a square of the frame, beyond its edge repeated. */
  meshInput(region: Square): Float32Array {
    this.#cut(this.#mesh, region, MESH_SIZE);
    return rgb01(this.#mesh.getImageData(0, 0, MESH_SIZE, MESH_SIZE).data, this.#meshPixels);
  }

  /** The expression net's input: the crop in grey 0..255, then the same mirrored. */
  cropInput(crop: Square): Float32Array {
    const fold = Math.min(MOST_FOLD, Math.max(1, Math.ceil(crop.side / CROP_SIZE)));
    const side = fold * CROP_SIZE;
    const context = this.#folds.get(fold) ?? pen(side, side);
    this.#folds.set(fold, context);
    this.#cut(context, crop, side);
    const half = CROP_SIZE * CROP_SIZE;
    const crop48 = foldedGrey(
      context.getImageData(0, 0, side, side).data,
      fold,
      this.#cropPixels.subarray(0, half),
    );
    mirror(crop48, this.#cropPixels.subarray(half));
    return this.#cropPixels;
  }

  /** The detector's input, RGB 0..255: a square of the frame, grey beyond its edge. */
  lookInput(view: Square): Float32Array {
    const look = this.#look;
    look.resetTransform();
    look.fillStyle = "#808080";
    look.fillRect(0, 0, LOOK_SIZE, LOOK_SIZE);
    this.#aim(look, view, LOOK_SIZE);
    look.drawImage(this.#frame.canvas, 0, 0);
    const bytes = look.getImageData(0, 0, LOOK_SIZE, LOOK_SIZE).data;
    for (let from = 0, to = 0; to < this.#lookPixels.length; from += 4, to += 3) {
      this.#lookPixels[to] = bytes[from] ?? 0;
      this.#lookPixels[to + 1] = bytes[from + 1] ?? 0;
      this.#lookPixels[to + 2] = bytes[from + 2] ?? 0;
    }
    return this.#lookPixels;
  }

  #cut(to: OffscreenCanvasRenderingContext2D, square: Square, side: number): void {
    this.#aim(to, square, side);
    if (reachesOut(square, this.size)) this.#repeatEdge(to, square.side);
    to.drawImage(this.#frame.canvas, 0, 0);
  }

  /** As training does: the outermost pixels, stretched as far as the square reaches. */
  #repeatEdge(to: OffscreenCanvasRenderingContext2D, side: number): void {
    const { canvas } = this.#frame;
    const { width, height } = canvas;
    const far = 2 * (side + Math.max(width, height));
    to.imageSmoothingEnabled = false;
    for (const [fromX, x, wide] of [
      [0, -far, far + 1],
      [0, 0, width],
      [width - 1, width - 1, far],
    ] as const) {
      for (const [fromY, y, high] of [
        [0, -far, far + 1],
        [0, 0, height],
        [height - 1, height - 1, far],
      ] as const) {
        if (wide === width && high === height) continue;
        to.drawImage(
          canvas,
          fromX,
          fromY,
          wide === width ? width : 1,
          high === height ? height : 1,
          x,
          y,
          wide,
          high,
        );
      }
    }
    to.imageSmoothingEnabled = true;
  }

  /** From now on `to` is drawn on in the frame's pixels and shows `square`. */
  #aim(to: OffscreenCanvasRenderingContext2D, square: Square, side: number): void {
    const scale = side / square.side;
    const [cos, sin] = [Math.cos(square.angleRad) * scale, Math.sin(square.angleRad) * scale];
    const corner = toPicture(square, 0, 0);
    to.setTransform(cos, -sin, sin, cos, -(cos * corner.x + sin * corner.y), sin * corner.x - cos * corner.y);
    to.imageSmoothingQuality = scale < 0.5 ? "high" : "low";
  }
}

function pen(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    alpha: false,
    willReadFrequently: true,
  });
  if (!context) throw new Error("no 2d canvas in the worker");
  return context;
}

function atLeast1(length: number): number {
  return Math.max(1, Math.round(length));
}
