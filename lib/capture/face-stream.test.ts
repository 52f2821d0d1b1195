import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Camera, CameraResult } from "#lib/capture/camera.ts";
import { FaceStream, type FaceStreamListener } from "#lib/capture/face-stream.ts";
import type { FrameSourceOptions } from "#lib/capture/frame-source.ts";
import type { Observation } from "#lib/capture/observation.ts";

const ADDRESSES = {} as ConstructorParameters<typeof FaceStream>[0];
const SEEN = { brightness01: 0.5, faces: [] } as unknown as Observation;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Script = { start?: "fails" | "works"; frames?: "work" | "fail"; backend?: string };

/** A camera, an engine for each of `scripts` (the last one for all that follow), and what the stream told. */
function setUp(scripts: Script[]) {
  const told: string[] = [];
  const gpu: boolean[] = [];
  const engines: { stopped: boolean; broken: boolean; script: Script }[] = [];
  const cameras: { stopped: boolean; change: (state: "live" | "muted" | "ended") => void }[] = [];
  let source: FrameSourceOptions | null = null;
  let closed = 0;
  let atMs = 0;
  const listener: FaceStreamListener = {
    onLoading: () => told.push("loading"),
    onReady: ({ backend }) => told.push(`ready ${backend}`),
    onEngineFailed: (why, again) => told.push(`failed: ${why}${again ? ", again" : ""}`),
    onCamera: (state) => told.push(`camera ${state}`),
    onResized: (width, height) => told.push(`resized ${width}x${height}`),
    onBegin: () => undefined,
    onFinish: (_, observation) => told.push(observation ? "seen" : "lost"),
    onDropped: () => told.push("dropped"),
  };
  const stream = new FaceStream(ADDRESSES, listener, {
    createEngine: () => {
      const script = scripts[Math.min(engines.length, scripts.length - 1)] ?? {};
      const engine = { stopped: false, broken: false, script };
      engines.push(engine);
      return {
        get broken() {
          return engine.broken;
        },
        start: async (_: unknown, mayUseGpu: boolean) => {
          gpu.push(mayUseGpu);
          if (script.start === "fails") throw new Error("no model");
          return { backend: script.backend ?? "wasm", probeMs: 10 };
        },
        analyse: async (image: { close(): void }) => {
          image.close();
          if (script.frames === "fail") throw new Error("context lost");
          return SEEN;
        },
        stop: () => {
          engine.stopped = true;
        },
      };
    },
    openCamera: async (): Promise<CameraResult> => {
      let change: (state: "live" | "muted" | "ended") => void = () => undefined;
      const record = { stopped: false, change: (state: "live" | "muted" | "ended") => change(state) };
      cameras.push(record);
      const camera = {
        stream: {},
        track: {},
        onChange: (listen: typeof change) => {
          change = listen;
        },
        stop: () => {
          record.stopped = true;
        },
      } as unknown as Camera;
      return { ok: true, camera };
    },
    startFrames: (options) => {
      source = options;
      return () => {
        source = null;
      };
    },
  });
  const frame = async (width = 640, height = 480) => {
    atMs += 200;
    const image = { width, height, close: () => closed++ } as unknown as ImageBitmap;
    if (source?.isDue(atMs)) source.onFrame({ image, captureMs: atMs });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { stream, told, gpu, engines, cameras, frame, closedImages: () => closed, frames: () => source };
}

async function running(scripts: Script[]) {
  const all = setUp(scripts);
  all.stream.startEngine();
  await all.stream.openCamera();
  await vi.advanceTimersByTimeAsync(0);
  return all;
}

describe("the engine of a stream", () => {
  test("that does not load is tried again, later each time and without a GPU, and given up in the end", async () => {
    const { told, gpu, engines } = await running([{ start: "fails" }]);
    expect(told.filter((each) => each.startsWith("failed"))).toEqual(["failed: no model, again"]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.filter((each) => each.startsWith("failed"))).toEqual([
      "failed: no model, again",
      "failed: no model, again",
      "failed: no model, again",
      "failed: no model",
    ]);
    expect(gpu).toEqual([true, false, false, false]);
    expect(engines.every(({ stopped }) => stopped)).toBe(true);
  });

  test("that lost its GPU fails every frame, and goes on without it", async () => {
    const all = await running([{ frames: "fail", backend: "webgl" }, { backend: "wasm" }]);
    for (let i = 0; i < 5; i++) await all.frame();
    expect(all.told.at(-1)).toBe("failed: context lost, again");
    expect(all.engines[0]?.stopped).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    await all.frame();
    expect(all.told.slice(-3)).toEqual(["loading", "ready wasm", "seen"]);
    expect(all.gpu).toEqual([true, false]);
    expect(all.closedImages()).toBe(6);
  });

  test("may fail on a frame now and then", async () => {
    const all = await running([{}]);
    for (let round = 0; round < 3; round++) {
      all.engines[0]!.script.frames = "fail";
      for (let i = 0; i < 4; i++) await all.frame();
      all.engines[0]!.script.frames = "work";
      await all.frame();
    }
    expect(all.told.filter((each) => each.startsWith("failed"))).toEqual([]);
    expect(all.engines).toHaveLength(1);
  });

  test("that has been healthy for long may fail as often as a new one", async () => {
    const all = await running([{}]);
    for (let round = 0; round < 6; round++) {
      for (let i = 0; i < 300; i++) await all.frame();
      all.engines.at(-1)!.broken = true;
      all.engines.at(-1)!.script = { frames: "fail" };
      await all.frame();
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(all.told.filter((each) => each === "failed: context lost")).toEqual([]);
  });
});

describe("the camera of a stream", () => {
  test("is told when it is unplugged or taken, and another one is used when it is opened again", async () => {
    const all = await running([{}]);
    all.cameras[0]?.change("ended");
    expect(all.told.at(-1)).toBe("camera ended");
    await all.stream.openCamera();
    await all.frame();
    expect(all.told.slice(-2)).toEqual(["camera live", "seen"]);
    expect(all.cameras.map(({ stopped }) => stopped)).toEqual([true, false]);
    all.cameras[0]?.change("ended");
    expect(all.told.at(-1)).toBe("seen");
  });

  test("leaves no camera on when it is opened twice at once", async () => {
    const all = await running([{}]);
    await Promise.all([all.stream.openCamera(), all.stream.openCamera()]);
    expect(all.cameras.map(({ stopped }) => stopped)).toEqual([true, true, false]);
  });

  const looks = (stream: FaceStream, fromMs: number, toMs: number) => {
    for (let nowMs = fromMs; nowMs <= toMs; nowMs += 100) stream.look(nowMs);
  };

  test("that is live and gives no picture is told once, and again when pictures come", async () => {
    const all = await running([{}]);
    await all.frame();
    looks(all.stream, 0, 2_900);
    expect(all.told.at(-1)).toBe("seen");
    looks(all.stream, 3_000, 9_000);
    expect(all.told.filter((each) => each === "camera frames")).toHaveLength(1);
    await all.frame();
    expect(all.told.slice(-3)).toEqual(["camera frames", "camera live", "seen"]);
  });

  test("is not blamed for a page that slept, a tab that was hidden, nor before there is an engine", async () => {
    const all = await running([{}]);
    await all.frame();
    looks(all.stream, 0, 2_000);
    all.stream.look(600_000);
    await all.frame();
    all.stream.paused = true;
    looks(all.stream, 600_100, 610_000);
    all.stream.paused = false;
    looks(all.stream, 610_100, 612_000);
    expect(all.told).not.toContain("camera frames");
    const loading = setUp([{ start: "fails" }]);
    await loading.stream.openCamera();
    looks(loading.stream, 0, 9_000);
    expect(loading.told).toEqual(["camera live"]);
  });

  test("that is muted is told as such, and not again for the pictures that do not come", async () => {
    const all = await running([{}]);
    all.cameras[0]?.change("muted");
    looks(all.stream, 0, 9_000);
    expect(all.told.at(-1)).toBe("camera muted");
    all.cameras[0]?.change("live");
    looks(all.stream, 9_100, 14_000);
    expect(all.told.slice(-2)).toEqual(["camera live", "camera frames"]);
  });

  test("that gave no picture is told to be back also when the tab was hidden meanwhile", async () => {
    const all = await running([{}]);
    looks(all.stream, 0, 4_000);
    all.stream.paused = true;
    looks(all.stream, 4_100, 5_000);
    all.stream.paused = false;
    await all.frame();
    expect(all.told.slice(-3)).toEqual(["camera frames", "camera live", "seen"]);
  });

  test("that gives no picture before and after the tab was hidden is told once", async () => {
    const all = await running([{}]);
    looks(all.stream, 0, 4_000);
    all.stream.paused = true;
    looks(all.stream, 4_100, 5_000);
    all.stream.paused = false;
    looks(all.stream, 5_100, 9_000);
    expect(all.told.filter((each) => each === "camera frames")).toHaveLength(1);
  });

  test("whose stream of frames broke is told once, not again for the pictures that do not come", async () => {
    const all = await running([{}]);
    await all.frame();
    all.frames()?.onBroken(new Error("gone"));
    looks(all.stream, 0, 9_000);
    expect(all.told.filter((each) => each === "camera frames")).toHaveLength(1);
    await all.stream.openCamera();
    looks(all.stream, 9_100, 14_000);
    expect(all.told.slice(-2)).toEqual(["camera live", "camera frames"]);
  });

  test("that gives no picture is another one when it is opened again", async () => {
    const all = await running([{}]);
    looks(all.stream, 0, 4_000);
    await all.stream.openCamera();
    looks(all.stream, 4_100, 6_500);
    await all.frame();
    expect(all.told.slice(-3)).toEqual(["camera frames", "camera live", "seen"]);
  });

  test("that turns its picture is told, once", async () => {
    const all = await running([{}]);
    await all.frame();
    await all.frame(480, 640);
    await all.frame(480, 640);
    expect(all.told.filter((each) => each.startsWith("resized"))).toEqual(["resized 480x640"]);
  });
});

test("stop ends camera, frames and engine, also those that were still on their way", async () => {
  const all = setUp([{ start: "fails" }, {}]);
  all.stream.startEngine();
  const opening = all.stream.openCamera();
  all.stream.stop();
  await opening;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(all.cameras.map(({ stopped }) => stopped)).toEqual([true]);
  expect(all.engines.map(({ stopped }) => stopped)).toEqual([true]);
  expect(all.frames()).toBeNull();
  expect(all.told).toEqual(["loading"]);
});
