import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Backend, chooseBackend } from "#lib/capture/engine-probe.ts";
import type { GraphModel, Tensor } from "#lib/capture/tensor-flow.ts";

let nowMs = 0;
let current: Backend = "wasm";
let open = 0;

function tensor(): Tensor {
  open++;
  return { shape: [1], data: async () => [0], dispose: () => void open-- };
}

/** Models that take so long on each backend; a backend that is not named fails. */
function engineOf(msOf: Partial<Record<Backend, number>>) {
  const model: GraphModel = {
    execute() {
      nowMs += (msOf[current] ?? 0) / 2;
      return tensor();
    },
  };
  return {
    tf: {
      tensor,
      loadGraphModel: async () => model,
      getBackend: () => current,
      env: () => ({ set: () => undefined }),
    },
    facemesh: model,
    expression: model,
    use: async (backend: Backend) => {
      if (msOf[backend] === undefined) throw new Error("no such backend");
      current = backend;
    },
  };
}

beforeEach(() => {
  [nowMs, current, open] = [0, "wasm", 0];
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
});

describe("the backend", () => {
  test("is wasm where there is no GPU, with the time that a frame's models take", async () => {
    expect(await chooseBackend(engineOf({ wasm: 16 }), [])).toEqual({ backend: "wasm", probeMs: 16 });
  });

  test("is not timed again and again where there is nothing to compare it with", async () => {
    await chooseBackend(engineOf({ wasm: 16 }), []);
    expect(nowMs).toBe(2 * 16);
  });

  test("is the GPU that takes less than 80% of wasm's time, and is left current", async () => {
    const chosen = await chooseBackend(engineOf({ wasm: 16, webgl: 12, webgpu: 6 }), ["webgpu", "webgl"]);
    expect(chosen).toEqual({ backend: "webgpu", probeMs: 6 });
    expect(current).toBe("webgpu");
  });

  test("stays wasm beside a GPU that is only a little faster", async () => {
    expect(await chooseBackend(engineOf({ wasm: 16, webgl: 13 }), ["webgl"])).toMatchObject({
      backend: "wasm",
    });
    expect(current).toBe("wasm");
  });

  test("stays wasm beside a GPU that fails", async () => {
    expect(await chooseBackend(engineOf({ wasm: 16 }), ["webgpu"])).toMatchObject({ backend: "wasm" });
  });
});

test("a probe leaves no tensor behind", async () => {
  await chooseBackend(engineOf({ wasm: 16, webgl: 4 }), ["webgl"]);
  expect(open).toBe(0);
});
