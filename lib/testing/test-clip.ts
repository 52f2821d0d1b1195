import { faceFrame, type TestFace } from "./face-crops.ts";
import { type RgbFrame, writeY4m } from "./y4m.ts";

const FRAMES_PER_SECOND = 15;
const SWAY_PX = 6;

/** Two seconds of one face that sways a little and ends where it begins, as a file for a fake camera. */
export async function writeFaceClip(path: string, face: TestFace): Promise<void> {
  await writeY4m(path, swayingFace(face, 2 * FRAMES_PER_SECOND), FRAMES_PER_SECOND);
}

async function* swayingFace(face: TestFace, frames: number): AsyncGenerator<RgbFrame> {
  for (let frame = 0; frame < frames; frame++) {
    const angle = (2 * Math.PI * frame) / frames;
    // To the left only: the crop of the laughing face ends at the photo's right edge.
    const x = Math.round((SWAY_PX * (Math.cos(angle) - 1)) / 2);
    yield faceFrame(face, { x, y: Math.round((SWAY_PX * Math.sin(angle)) / 2) });
  }
}
