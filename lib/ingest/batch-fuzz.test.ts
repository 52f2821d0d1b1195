import { expect, it } from "vitest";
import { seededRandom } from "#lib/analytics/seeded-random.ts";
import { BatchFormatError, decodeBatch, encodeBatch } from "#lib/protocol/batch-codec.ts";
import { unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import { captureContext } from "#lib/testing/capture-context.ts";
import { liveHeapBytes } from "#lib/testing/heap-growth.ts";
import { malformedBatch, malformedValue } from "#lib/testing/malformed.ts";
import { acceptBatch } from "./accept-batch.ts";

const INPUTS = 92_500;
const GROWTH_BYTES = 2_000_000;

const CONTEXT = captureContext({
  baseline: [0, 0, 0, 2_000, 8_000, 0, 0],
  stimuli: new Map([[1, { videoId: 1, durationMs: 30_000 }]]),
});

const OF_FORM = ["batch-malformed", "batch-version", "batch-too-large"];

/** What became of one input; throws what nothing may throw. */
function judge(input: unknown, again: boolean): "refused" | "taken" {
  const answer = acceptBatch(input, CONTEXT, 3_600_000);
  if (!(input instanceof Uint8Array)) {
    expect(answer).toMatchObject({ ok: false, code: "batch-malformed" });
    return "refused";
  }
  if (again) writeAgain(input, answer.ok ? "taken" : answer.code);
  if (!answer.ok) return "refused";
  if (answer.row.segment > 0) unpackViewerSecond(answer.row.values);
  return "taken";
}

/** What is a batch at all is one that could have been written; what is none was refused for its form. */
function writeAgain(input: Uint8Array, outcome: string): void {
  try {
    encodeBatch(decodeBatch(input));
  } catch (error) {
    if (!(error instanceof BatchFormatError)) throw error;
    expect(OF_FORM).toContain(outcome);
  }
}

it("no bytes and no value make the decoder or the judge of batches throw, or keep memory", async () => {
  const random = seededRandom("fuzz/batches");
  const outcomes = { refused: 0, taken: 0 };
  const run = (inputs: number) => {
    for (let i = 0; i < inputs; i++) {
      const input = random.uniform() < 0.9 ? malformedBatch(random) : malformedValue(random);
      outcomes[judge(input, i % 10 === 0)]++;
    }
  };
  run(INPUTS / 5);
  const before = await liveHeapBytes();
  run(INPUTS - INPUTS / 5);
  expect((await liveHeapBytes()) - before).toBeLessThan(GROWTH_BYTES);
  expect(outcomes.refused + outcomes.taken).toBe(INPUTS);
  // A turned bit in a brightness is still a batch: both kinds of input were there.
  expect(outcomes.refused).toBeGreaterThan(INPUTS / 2);
  expect(outcomes.taken).toBeGreaterThan(100);
}, 200_000);
