import type { Square } from "./face-crop.ts";
import { LOOK_SIZE } from "./frame-canvas.ts";
import type { Tensor, TensorFlow } from "./tensor-flow.ts";

/** The part of Human that finds faces, configured by `humanConfig`. */
export interface HumanDetector {
  tf: TensorFlow;
  detect(input: Tensor): Promise<{
    /** x, y, width, height over the input's sides. */
    face: readonly { boxRaw: readonly [number, number, number, number] }[];
    error?: string | null;
  }>;
}

/** Human's faces of a square view, as squares in the view's own frame, 0..1. */
export async function findFaces(human: HumanDetector, pixels: Float32Array): Promise<Square[]> {
  const input = human.tf.tensor(pixels, [1, LOOK_SIZE, LOOK_SIZE, 3]);
  try {
    const { face: faces, error } = await human.detect(input);
    if (error) throw new Error(error);
    return faces.map(({ boxRaw: [x, y, width, height] }) => ({
      centreX: x + width / 2,
      centreY: y + height / 2,
      side: Math.max(width, height),
      angleRad: 0,
    }));
  } finally {
    input.dispose();
  }
}
