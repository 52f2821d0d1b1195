import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DetectClient, type DetectWorker } from "#lib/capture/detect-client.ts";
import type { DetectRequest } from "#lib/capture/detect-messages.ts";

const ADDRESSES = {
  blazeface: "/models/a",
  facemesh: "/models/b",
  expression: "/models/c",
  wasm: "/models/d",
};
const OBSERVATION = { brightness01: 0.5, faces: [] };

function setUp() {
  const sent: DetectRequest[] = [];
  const worker: DetectWorker & { terminated: boolean } = {
    terminated: false,
    postMessage: (message) => {
      sent.push(message);
    },
    terminate() {
      this.terminated = true;
    },
    onmessage: null,
    onerror: null,
  };
  const client = new DetectClient(() => worker);
  const say = (data: unknown) => worker.onmessage?.(new MessageEvent("message", { data }));
  const image = () => {
    const close = vi.fn();
    return { close, frame: { close, width: 1, height: 1 } as unknown as ImageBitmap };
  };
  return { client, worker, sent, say, image };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("starting", () => {
  test("resolves with the backend that the worker chose", async () => {
    const { client, say } = setUp();
    const started = client.start(ADDRESSES, true);
    say({ type: "ready", backend: "wasm", probeMs: 12 });
    await expect(started).resolves.toEqual({ backend: "wasm", probeMs: 12 });
  });

  test("rejects when a model cannot be loaded, and ends the worker", async () => {
    const { client, worker, say } = setUp();
    const started = client.start(ADDRESSES, true);
    say({ type: "failed", message: "the model expression did not load" });
    await expect(started).rejects.toThrow("expression");
    expect(worker.terminated).toBe(true);
  });

  test("rejects when the worker says nothing at all", async () => {
    const { client } = setUp();
    const started = expect(client.start(ADDRESSES, true)).rejects.toThrow("did not start");
    await vi.advanceTimersByTimeAsync(90_000);
    await started;
  });
});

describe("a frame", () => {
  test("gets the answer that carries its own number", async () => {
    const { client, say, image } = setUp();
    const first = client.analyse(image().frame);
    const second = client.analyse(image().frame);
    say({ type: "observation", id: 2, observation: { ...OBSERVATION, brightness01: 0.2 } });
    say({ type: "observation", id: 1, observation: OBSERVATION });
    expect((await first).brightness01).toBe(0.5);
    expect((await second).brightness01).toBe(0.2);
  });

  test("that fails is refused, and the engine goes on", async () => {
    const { client, say, image } = setUp();
    const failed = client.analyse(image().frame);
    say({ type: "frameFailed", id: 1, message: "decode" });
    await expect(failed).rejects.toThrow("decode");
    expect(client.broken).toBe(false);
  });

  test("that is never answered is refused after a while, and the engine is taken for broken", async () => {
    const { client, worker, image } = setUp();
    const unanswered = expect(client.analyse(image().frame)).rejects.toThrow("did not answer");
    await vi.advanceTimersByTimeAsync(5_000);
    await unanswered;
    expect(client.broken).toBe(true);
    expect(worker.terminated).toBe(true);
  });

  test("that is a photograph may take longer: its face is looked for in many ways", async () => {
    const { client, image } = setUp();
    const unanswered = expect(client.analyse(image().frame, true)).rejects.toThrow("did not answer");
    await vi.advanceTimersByTimeAsync(50_000);
    expect(client.broken).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    await unanswered;
  });

  test("is closed and refused at once by an engine that is broken", async () => {
    const { client, image } = setUp();
    client.stop();
    const { frame, close } = image();
    await expect(client.analyse(frame)).rejects.toThrow("stopped");
    expect(close).toHaveBeenCalledOnce();
  });
});

test("an answer that nobody understands breaks the engine instead of passing on", async () => {
  const { client, say, image } = setUp();
  const frame = client.analyse(image().frame);
  say({ type: "observation", id: 1, observation: { brightness01: 0.5, faces: [{ scores: "happy" }] } });
  await expect(frame).rejects.toThrow("nobody understands");
});
