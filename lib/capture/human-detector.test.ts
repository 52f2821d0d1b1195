import { expect, test, vi } from "vitest";
import { findFaces } from "#lib/capture/human-detector.ts";

function human(answer: { face: { boxRaw: [number, number, number, number] }[]; error?: string }) {
  const dispose = vi.fn();
  const tf = {
    tensor: () => ({ shape: [1, 256, 256, 3], data: async () => [], dispose }),
    loadGraphModel: () => Promise.reject(new Error("not used")),
    getBackend: () => "wasm",
    env: () => ({ set: () => undefined }),
  };
  return { human: { tf, detect: async () => answer }, dispose };
}

test("Human's boxes become squares of the view that was looked at, by their longer side", async () => {
  const { human: detector, dispose } = human({ face: [{ boxRaw: [0.25, 0.5, 0.25, 0.125] }] });
  expect(await findFaces(detector, new Float32Array(0))).toEqual([
    { centreX: 0.375, centreY: 0.5625, side: 0.25, angleRad: 0 },
  ]);
  expect(dispose).toHaveBeenCalledOnce();
});

test("an error that Human reports is one, and the input is freed all the same", async () => {
  const { human: detector, dispose } = human({ face: [], error: "backend lost" });
  await expect(findFaces(detector, new Float32Array(0))).rejects.toThrow("backend lost");
  expect(dispose).toHaveBeenCalledOnce();
});
