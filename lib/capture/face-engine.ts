import { EXPRESSION_COUNT, EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { CROP_SIZE, expressionCrop, type Square } from "./face-crop.ts";
import {
  eyeOpening,
  headPose,
  leanRad,
  MESH_OUTPUTS,
  MESH_SIZE,
  type MeshPoints,
  meshBox,
  mouthOpening,
} from "./face-mesh.ts";
import { isPlausible, nextRegion, placed } from "./face-region.ts";
import { afterLook, afterMesh, isLookDue, type Track } from "./face-track.ts";
import { FrameCanvas, type FrameImage, STILL_SIDE } from "./frame-canvas.ts";
import type { Observation, ObservedFace } from "./observation.ts";
import { isTight, stillViews, wholePicture } from "./still-views.ts";
import { type GraphModel, run, type TensorFlow } from "./tensor-flow.ts";

export interface EngineModels {
  tf: TensorFlow;
  facemesh: GraphModel;
  expression: GraphModel;
  /** Faces in the view whose pixels are given (RGB 0..255), as squares in the view's own frame, 0..1. */
  findFaces(pixels: Float32Array): Promise<Square[]>;
}

/** The mesh's probability that there is a face. */
const LEAST_MESH_SCORE = 0.5;
/** Enough where a picture is presumed to be nothing but a face: a tight crop hides what the mesh knows a head by. */
const LEAST_TIGHT_SCORE = 0.1;
/** A face in a photograph that is so much larger by the mesh than by the detector is the mesh's. */
const PART_OF_A_FACE = 1.25;
/** A photograph's mesh has settled when its region changes by less than this share; it is looked at so often at most. */
const SETTLED = 0.03;
const MOST_SETTLING_LOOKS = 8;
/** Side of the square that Human's detector frames a face by, over the width of the mesh in it. */
const SQUARE_PER_WIDTH = 1.5;

interface Found {
  region: Square;
  points: MeshPoints;
}

/**
 * Face, mesh and expression of one frame after the other. The detector looks at the whole picture only when there
 * is nobody to follow and every two seconds; in between the face's region follows from its own mesh. See
 * docs/decisions/014-direct-models-on-a-tracked-region.md.
 */
export class FaceEngine {
  readonly #models: EngineModels;
  readonly #frame: FrameCanvas;
  #track: Track | null = null;
  #tracks = 0;

  constructor(models: EngineModels, frame = new FrameCanvas()) {
    this.#models = models;
    this.#frame = frame;
  }

  /** A camera's frame at `nowMs` of any steady clock. */
  async observe(image: FrameImage, nowMs: number): Promise<Observation> {
    this.#frame.draw(image);
    const looked = isLookDue(this.#track, nowMs);
    if (looked) await this.#look(nowMs);
    let found = await this.#follow();
    if (!found && !looked) {
      await this.#look(nowMs);
      found = await this.#follow();
    }
    return this.#report(found);
  }

  /** A photograph, by itself: nothing is followed, and more is tried before nobody is seen. */
  async observeStill(image: FrameImage): Promise<Observation> {
    this.#frame.draw(image, STILL_SIDE);
    try {
      return await this.#report(await this.#findInStill());
    } finally {
      this.#track = null;
    }
  }

  async #findInStill(): Promise<Found | null> {
    const isOnlyAFace = isTight(this.#frame.size);
    const whole = await this.#meshOfAll(isOnlyAFace ? LEAST_TIGHT_SCORE : LEAST_MESH_SCORE);
    if (whole && isOnlyAFace) return whole;
    for (const view of stillViews(this.#frame.size)) {
      this.#track = null;
      await this.#look(0, view);
      const found = await this.#settle(await this.#follow());
      // Of a face that fills its picture the detector takes a part for all of it.
      if (found) return whole && whole.region.side > PART_OF_A_FACE * found.region.side ? whole : found;
    }
    return whole ?? this.#meshOfAll(LEAST_TIGHT_SCORE);
  }

  /** Looks for the mesh in all of the picture, as training did: there every picture was one face. */
  async #meshOfAll(leastScore: number): Promise<Found | null> {
    for (const region of wholePicture(this.#frame.size)) {
      this.#track = { id: this.#tracks, region, isNew: true, lookedAtMs: 0, unconfirmed: 0, others: [] };
      const found = await this.#follow(leastScore);
      if (found) return isTight(this.#frame.size) ? found : this.#settle(found);
    }
    return null;
  }

  /**
   * Again from where the mesh is, until it stays: what a camera's face does from frame to frame. Of a face that is
   * small in its region the mesh is half as large again at first.
   */
  async #settle(found: Found | null): Promise<Found | null> {
    for (let looks = 0; found && looks < MOST_SETTLING_LOOKS; looks++) {
      const again: Found | null = await this.#follow();
      if (!again) break;
      const change = again.region.side / found.region.side;
      found = again;
      if (Math.abs(change - 1) < SETTLED) break;
    }
    return found;
  }

  /** Asks the detector for the faces of the whole picture, or of `view` of it. */
  async #look(nowMs: number, view: Square = allOf(this.#frame.size)): Promise<void> {
    const faces = await this.#models.findFaces(this.#frame.lookInput(view));
    const inPicture = faces
      .map((face) => placed(face, view))
      .filter((face) => isPlausible(face, this.#frame.size));
    const track = afterLook(this.#track, inPicture, nowMs, this.#tracks + 1);
    if (track && track.id > this.#tracks) this.#tracks = track.id;
    this.#track = track;
  }

  /** The mesh of the face that is followed; a new one is looked at twice, from where its own mesh is. */
  async #follow(leastScore = LEAST_MESH_SCORE): Promise<Found | null> {
    for (let track = this.#track; track; track = this.#track) {
      const points = await this.#mesh(track.region, leastScore);
      const next = points && nextRegion(track.region, meshBox(points), leanRad(points));
      if (!points || !next || !isPlausible(next, this.#frame.size)) {
        this.#track = null;
        return null;
      }
      this.#track = afterMesh(track, next);
      if (!track.isNew) return { region: track.region, points };
    }
    return null;
  }

  async #mesh(region: Square, leastScore: number): Promise<MeshPoints | null> {
    const { tf, facemesh } = this.#models;
    const input = tf.tensor(this.#frame.meshInput(region), [1, MESH_SIZE, MESH_SIZE, 3]);
    const [points = [], score = []] = await run(facemesh, input, MESH_OUTPUTS);
    return (score[0] ?? 0) >= leastScore ? points : null;
  }

  async #report(found: Found | null): Promise<Observation> {
    const face = found && (await this.#describe(found));
    const { width } = this.#frame.size;
    const faces = face ? [face] : [];
    const otherWidths01 = (this.#track?.others ?? []).map((other) => Math.min(1, other.side / width));
    return { ...this.#frame.light(), faces, otherWidths01 };
  }

  async #describe({ region, points }: Found): Promise<ObservedFace> {
    const { tf, expression } = this.#models;
    const box = meshBox(points);
    const crop = placed(expressionCrop(box), region);
    const input = tf.tensor(this.#frame.cropInput(crop), [2, CROP_SIZE, CROP_SIZE, 1]);
    const [both = []] = await run(expression, input);
    const { width, height } = this.#frame.size;
    return {
      // A face and its mirror image wear the same expression: the mean of both is right more often.
      scores: EXPRESSIONS.map(
        (_, i) => ((both[i] ?? Number.NaN) + (both[i + EXPRESSION_COUNT] ?? Number.NaN)) / 2,
      ),
      ...headPose(points, region.angleRad),
      eyeOpening: eyeOpening(points),
      mouthOpening: mouthOpening(points),
      width01: Math.min(1, (SQUARE_PER_WIDTH * (box.right - box.left) * region.side) / width),
      centreX01: crop.centreX / width,
      centreY01: crop.centreY / height,
      trackId: this.#track?.id ?? this.#tracks,
    };
  }
}

function allOf({ width, height }: { width: number; height: number }): Square {
  return { centreX: width / 2, centreY: height / 2, side: Math.max(width, height), angleRad: 0 };
}
