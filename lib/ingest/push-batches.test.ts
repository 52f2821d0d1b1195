import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { decodeBatchAcks } from "#lib/protocol/batch-acks.ts";
import { PACKED_HEADER_BYTES } from "#lib/protocol/batch-codec.ts";
import { refuse } from "#lib/protocol/capture-events.ts";
import { captureContext } from "#lib/testing/capture-context.ts";
import { acceptBatch } from "./accept-batch.ts";
import { createAckOutbox } from "./ack-outbox.ts";
import { noObserver } from "./ingest-observer.ts";
import { createJudgeTogether } from "./judge-together.ts";
import { type PushDeps, pushBatches, RATE_WINDOW_MS } from "./push-batches.ts";
import { createRateWindows } from "./rate-windows.ts";

vi.mock("./accept-batch.ts", () => ({ acceptBatch: vi.fn() }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As much of a batch as its answer names. */
const frame = (second: number) => {
  const bytes = new Uint8Array(PACKED_HEADER_BYTES);
  bytes[2] = 1;
  bytes[4] = second;
  return bytes;
};
function twoViewers() {
  const logged: unknown[] = [];
  const deps: PushDeps = {
    groupCommit: { append: () => {}, waiting: () => ({ rows: 0, bytes: 0 }), close: async () => {} },
    fold: { markDirty: () => {} },
    campaigns: { status: (_, known) => known, close: () => {} },
    rates: createRateWindows(RATE_WINDOW_MS),
    outbox: createAckOutbox(),
    together: createJudgeTogether(),
    observer: noObserver,
    log: { error: (fields: unknown) => void logged.push(fields) },
  };
  const viewer = (sessionId: number) => {
    const answers: unknown[] = [];
    const push = pushBatches(
      {
        send: (bytes) => answers.push(...(decodeBatchAcks(bytes) ?? [])),
        known: () => captureContext({ sessionId }),
        lookUp: async () => captureContext({ sessionId }),
        end: () => {},
      },
      deps,
    );
    return { push, answers };
  };
  return { one: viewer(1), other: viewer(2), logged };
}

it("a frame whose judge fails is answered and logged, and those that waited with it are judged all the same", () => {
  const { one, other, logged } = twoViewers();
  vi.mocked(acceptBatch).mockImplementation((_, { sessionId }) => {
    if (sessionId === 1) throw new TypeError("a mistake of ours");
    return refuse("batch-out-of-range");
  });
  one.push.frame(frame(3));
  other.push.frame(frame(4));
  vi.runAllTimers();
  expect(one.answers).toEqual([{ segment: 1, second: 3, outcome: "unavailable" }]);
  expect(other.answers).toEqual([{ segment: 1, second: 4, outcome: "batch-out-of-range" }]);
  expect(logged).toMatchObject([{ sessionId: 1, err: { message: "a mistake of ours" } }]);
});

it("one whose judge fails only after its session was looked up again is answered, too", async () => {
  const { one, logged } = twoViewers();
  vi.mocked(acceptBatch)
    .mockReturnValueOnce(refuse("calibration-missing"))
    .mockImplementationOnce(() => {
      throw new TypeError("a mistake of ours");
    });
  one.push.frame(frame(3));
  await vi.runAllTimersAsync();
  expect(one.answers).toEqual([{ segment: 1, second: 3, outcome: "unavailable" }]);
  expect(logged).toHaveLength(1);
});
