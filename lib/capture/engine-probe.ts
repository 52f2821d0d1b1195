import { CROP_SIZE } from "./face-crop.ts";
import { MESH_OUTPUTS, MESH_SIZE } from "./face-mesh.ts";
import { type GraphModel, run, type TensorFlow } from "./tensor-flow.ts";

/** A GPU must win by this factor: it also draws the video that is being tested. */
const GPU_MUST_TAKE = 0.8;
const PROBE_RUNS = 3;
/** With nothing to compare, the time is only recorded: the viewer does not wait for a better one. */
const LONE_PROBE_RUNS = 1;

export type Backend = "wasm" | "webgl" | "webgpu";

export interface ProbedEngine {
  tf: TensorFlow;
  facemesh: GraphModel;
  expression: GraphModel;
  /** Makes a backend the current one; rejects when the browser does not have it. */
  use(backend: Backend): Promise<void>;
}

/**
 * Times one frame's models on wasm and on each of `rivals`, and leaves the engine on the fastest: on wasm unless a
 * rival wins clearly. Every model has run once by then, which is what takes long on a first frame.
 */
export async function chooseBackend(
  engine: ProbedEngine,
  rivals: readonly Exclude<Backend, "wasm">[],
): Promise<{ backend: Backend; probeMs: number }> {
  const runs = rivals.length > 0 ? PROBE_RUNS : LONE_PROBE_RUNS;
  let best: { backend: Backend; probeMs: number } = { backend: "wasm", probeMs: await probe(engine, runs) };
  for (const backend of rivals) {
    try {
      await engine.use(backend);
      const probeMs =
        engine.tf.getBackend() === backend ? await probe(engine, runs) : Number.POSITIVE_INFINITY;
      if (probeMs < best.probeMs * GPU_MUST_TAKE) best = { backend, probeMs };
    } catch {
      // A GPU that fails the probe is not used.
    }
  }
  if (engine.tf.getBackend() !== best.backend) await engine.use(best.backend);
  return best;
}

/** Least time of one frame's models, ms. */
async function probe({ tf, facemesh, expression }: ProbedEngine, runs: number): Promise<number> {
  const once = async () => {
    const startMs = performance.now();
    await run(
      facemesh,
      tf.tensor(new Float32Array(MESH_SIZE ** 2 * 3), [1, MESH_SIZE, MESH_SIZE, 3]),
      MESH_OUTPUTS,
    );
    await run(expression, tf.tensor(new Float32Array(2 * CROP_SIZE ** 2), [2, CROP_SIZE, CROP_SIZE, 1]));
    return performance.now() - startMs;
  };
  await once();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await once());
  return Math.min(...times);
}
