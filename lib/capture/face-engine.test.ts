import { beforeEach, describe, expect, test } from "vitest";
import type { Square } from "#lib/capture/face-crop.ts";
import { FaceEngine } from "#lib/capture/face-engine.ts";
import type { FrameCanvas, FrameImage } from "#lib/capture/frame-canvas.ts";
import type { GraphModel, Tensor } from "#lib/capture/tensor-flow.ts";

const IMAGE = {} as FrameImage;
const SIZE = { width: 640, height: 480 };
/** Two rows: the crop's scores and its mirror image's. */
const SCORES = [0, 0, 0, 0.6, 0.4, 0, 0, 0, 0, 0, 0.8, 0.2, 0, 0];

let open = 0;
let looks = 0;
let meshRegions: Square[] = [];
/** What the detector sees, in shares of its square view; whether the mesh finds a face where it looks. */
let detected: Square[] = [];
let meshScore: (region: Square) => number = () => 1;
let meshOf: (region: Square) => number[] = () => meshPoints();

const tensor = (values: ArrayLike<number>): Tensor => {
  open++;
  return { shape: [values.length], data: async () => values, dispose: () => void open-- };
};

/** A mesh that fills the middle two thirds of its square, so that the next region is the same one; or a share of it. */
function meshPoints(share = 1): number[] {
  const points = Array.from({ length: 468 }, () => [96, 96, 0]);
  const [top, bottom, left, right] = [96 - 64 * share, 96 + 64 * share, 96 - 56 * share, 96 + 56 * share];
  Object.assign(points, { 10: [96, top, 0], 152: [96, bottom, 0], 234: [left, 96, 0], 454: [right, 96, 0] });
  Object.assign(points, { 33: [60, 90, 0], 263: [132, 90, 0] });
  return points.flat();
}

const frame = {
  draw: () => undefined,
  size: SIZE,
  light: () => ({ brightness01: 0.5, contrast01: 0.4 }),
  lookInput: () => new Float32Array(0),
  meshInput: (region: Square) => {
    meshRegions.push(region);
    return new Float32Array(0);
  },
  cropInput: () => new Float32Array(0),
} as unknown as FrameCanvas;

const facemesh: GraphModel = {
  execute: () => [tensor(meshOf(meshRegions.at(-1)!)), tensor([meshScore(meshRegions.at(-1)!)])],
};
const expression: GraphModel = { execute: () => tensor(SCORES) };

function engine(): FaceEngine {
  const tf = {
    tensor: (values: Float32Array) => tensor(values),
    loadGraphModel: async () => facemesh,
    getBackend: () => "wasm",
    env: () => ({ set: () => undefined }),
  };
  const findFaces = async () => {
    looks++;
    return detected;
  };
  return new FaceEngine({ tf, facemesh, expression, findFaces }, frame);
}

/** A detector's square around x of the picture, in shares of its 640-pixel view. */
const seen = (x: number, side = 160): Square => ({
  centreX: x / 640,
  centreY: 0.5,
  side: side / 640,
  angleRad: 0,
});

beforeEach(() => {
  [open, looks, meshRegions, detected] = [0, 0, [], [seen(320)]];
  meshScore = () => 1;
  meshOf = () => meshPoints();
});

describe("a face that stays", () => {
  test("is looked for once and then followed by its mesh, with a look every two seconds", async () => {
    const subject = engine();
    for (let nowMs = 0; nowMs < 4_000; nowMs += 100) await subject.observe(IMAGE, nowMs);
    expect(looks).toBe(2);
    // One pass a frame, and one more where the face was new.
    expect(meshRegions).toHaveLength(41);
  });

  test("keeps its track, and its scores are the mean of its crop's and the mirror image's", async () => {
    const subject = engine();
    const { faces, brightness01 } = await subject.observe(IMAGE, 0);
    expect(faces[0]?.scores).toEqual([0, 0, 0, 0.7, 0.30000000000000004, 0, 0]);
    expect(faces[0]?.centreX01).toBeCloseTo(0.5);
    expect(brightness01).toBe(0.5);
    const later = await subject.observe(IMAGE, 2_500);
    expect(later.faces[0]?.trackId).toBe(faces[0]?.trackId);
  });

  test("leaves no tensor behind", async () => {
    const subject = engine();
    for (let nowMs = 0; nowMs < 500; nowMs += 100) await subject.observe(IMAGE, nowMs);
    expect(open).toBe(0);
  });
});

test("a face that the mesh lost is looked for in the same frame, and is another track", async () => {
  const subject = engine();
  const before = await subject.observe(IMAGE, 0);
  meshScore = ({ centreX }) => (centreX > 400 ? 1 : 0);
  detected = [seen(480)];
  const after = await subject.observe(IMAGE, 100);
  expect(looks).toBe(2);
  expect(after.faces[0]?.centreX01).toBeCloseTo(0.75);
  expect(after.faces[0]?.trackId).toBeGreaterThan(before.faces[0]?.trackId ?? Number.NaN);
});

test("an empty room is looked at in every frame and has no face; who comes then is seen at once", async () => {
  const subject = engine();
  detected = [];
  for (let nowMs = 0; nowMs < 300; nowMs += 100) {
    expect(await subject.observe(IMAGE, nowMs)).toMatchObject({ faces: [], otherWidths01: [] });
  }
  expect([looks, meshRegions.length]).toEqual([3, 0]);
  detected = [seen(320)];
  expect((await subject.observe(IMAGE, 300)).faces).toHaveLength(1);
});

test("what the detector takes for a face and the mesh does not is none", async () => {
  meshScore = () => 0.3;
  expect((await engine().observe(IMAGE, 0)).faces).toEqual([]);
});

test("others beside the face are told by their width", async () => {
  detected = [seen(160, 128), seen(400, 192)];
  const { faces, otherWidths01 } = await engine().observe(IMAGE, 0);
  expect(faces).toHaveLength(1);
  expect(otherWidths01).toEqual([0.2]);
});

test("a photograph is not a frame of what was followed before it, nor of what comes after", async () => {
  const subject = engine();
  await subject.observe(IMAGE, 0);
  await subject.observeStill(IMAGE);
  await subject.observe(IMAGE, 100);
  expect(looks).toBe(3);
});

describe("of a photograph", () => {
  test("the mesh is looked at until it stays, and only then its size is compared with the detector's", async () => {
    // Half as large again as it should be, the first times: the face is small in all of the picture.
    meshOf = ({ side }) => meshPoints(side > 260 ? 0.8 : 1);
    detected = [seen(480, 200)];
    const [face] = (await engine().observeStill(IMAGE)).faces;
    expect(face?.centreX01).toBeCloseTo(0.75);
  });

  test("that is all face, as in training, the mesh is looked at twice", async () => {
    Object.assign(frame, { size: { width: 48, height: 48 } });
    await engine().observeStill(IMAGE);
    Object.assign(frame, { size: SIZE });
    expect(meshRegions).toHaveLength(2);
  });

  test("the detector's face is taken where the mesh finds none in all of it", async () => {
    detected = [seen(480)];
    meshScore = ({ side }) => (side < 300 ? 1 : 0);
    expect((await engine().observeStill(IMAGE)).faces[0]?.centreX01).toBeCloseTo(0.75);
  });

  test("the mesh of all of it is taken where the detector saw only a part of a face that fills it", async () => {
    detected = [seen(480)];
    expect((await engine().observeStill(IMAGE)).faces[0]?.centreX01).toBeCloseTo(0.5);
  });

  test("without any face is told as one", async () => {
    detected = [];
    meshScore = () => 0.05;
    expect((await engine().observeStill(IMAGE)).faces).toEqual([]);
  });
});
