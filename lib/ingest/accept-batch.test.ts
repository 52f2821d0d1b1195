import { describe, expect, it } from "vitest";
import { viewerSecond } from "#lib/analytics/viewer-second.ts";
import { decodeBatch, encodeBatch, MAX_BATCH_BYTES } from "#lib/protocol/batch-codec.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import { unpackViewerSecond } from "#lib/protocol/viewer-second.ts";
import type { CaptureContext } from "#lib/storage/load-capture-context.ts";
import { captureContext } from "#lib/testing/capture-context.ts";
import { LAUGHING_SCORES, sampleAt, tenSamples } from "#lib/testing/samples.ts";
import { acceptBatch } from "./accept-batch.ts";

const NOW_MS = Date.UTC(2026, 0, 1, 12);
const BASELINE = [0, 0, 0, 2_000, 8_000, 0, 0];
const CONTEXT = captureContext({
  sessionId: 41,
  campaignId: 3,
  startedAt: new Date(NOW_MS - 60_000),
  baseline: BASELINE,
  stimuli: new Map([[1, { videoId: 7, durationMs: 30_000 }]]),
});

function bytesOf(changes: Partial<Batch> = {}): Uint8Array {
  const second = changes.second ?? 12;
  return encodeBatch({
    segment: 1,
    second,
    engineId: 0,
    droppedFrames: 0,
    stalledMs: 0,
    samples: tenSamples(second, { scores: LAUGHING_SCORES }),
    ...changes,
  });
}
const judge = (bytes: unknown, changes: Partial<CaptureContext> = {}) =>
  acceptBatch(bytes, { ...CONTEXT, ...changes }, NOW_MS);
const codeOf = (...args: Parameters<typeof judge>) => {
  const answer = judge(...args);
  return answer.ok ? "ok" : answer.code;
};

describe("acceptBatch", () => {
  it("keeps the bytes as they came, with the viewer-second computed from them", () => {
    const bytes = bytesOf();
    const answer = judge(bytes);
    if (!answer.ok) throw new Error(answer.code);
    const { values, ...row } = answer.row;
    expect(row).toEqual({ sessionId: 41, segment: 1, second: 12, videoId: 7, payload: bytes });
    const second = unpackViewerSecond(values);
    expect(second).toEqual(viewerSecond(decodeBatch(bytes).samples, 12, BASELINE));
    expect(second.corrected).toEqual([0, 0, 0, 6_000, -6_000, 0, 0]);
  });

  it("keeps a calibration batch without a video and without values", () => {
    const answer = judge(bytesOf({ segment: 0, second: 4, samples: tenSamples(4) }), { calibrated: false });
    expect(answer).toMatchObject({ ok: true, row: { segment: 0, videoId: 0, values: new Uint8Array(0) } });
  });

  it("refuses what is not a batch", () => {
    expect(codeOf(bytesOf().slice(0, -1))).toBe("batch-malformed");
    expect(codeOf(new Uint8Array(0))).toBe("batch-malformed");
    expect(codeOf({ second: 12 })).toBe("batch-malformed");
    expect(codeOf(undefined)).toBe("batch-malformed");
  });

  it("refuses a session that is closed and a campaign that is not live", () => {
    expect(codeOf(bytesOf(), { state: "finished" })).toBe("session-closed");
    expect(codeOf(bytesOf(), { state: "withdrawn" })).toBe("session-closed");
    expect(codeOf(bytesOf(), { campaignStatus: "paused" })).toBe("campaign-closed");
  });

  it("takes no stimulus before the calibration was judged, and no calibration after it", () => {
    expect(codeOf(bytesOf(), { calibrated: false, baseline: null })).toBe("calibration-missing");
    expect(codeOf(bytesOf({ segment: 0, second: 0, samples: [] }))).toBe("calibration-done");
  });

  it("refuses a segment that was not shown and a second beyond the video's end", () => {
    expect(codeOf(bytesOf({ segment: 2 }))).toBe("batch-out-of-range");
    expect(codeOf(bytesOf({ second: 29, samples: [] }))).toBe("ok");
    expect(codeOf(bytesOf({ second: 30, samples: [] }))).toBe("batch-out-of-range");
  });

  it("measures a remainder of half a second, and refuses a shorter one", () => {
    const stimuli = (durationMs: number) => new Map([[1, { videoId: 7, durationMs }]]);
    expect(codeOf(bytesOf({ second: 30, samples: [] }), { stimuli: stimuli(30_500) })).toBe("ok");
    expect(codeOf(bytesOf({ second: 30, samples: [] }), { stimuli: stimuli(30_499) })).toBe(
      "batch-out-of-range",
    );
  });

  it("refuses numbers of another engine than the session's", () => {
    expect(codeOf(bytesOf({ engineId: 1 }))).toBe("batch-out-of-range");
    expect(codeOf(bytesOf({ engineId: 1 }), { engineVersion: "synthetic-1" })).toBe("ok");
  });

  it("tells a version that it does not know and one that is too large from what is no batch", () => {
    expect(codeOf(bytesOf().with(0, 99))).toBe("batch-version");
    expect(codeOf(new Uint8Array(MAX_BATCH_BYTES + 1))).toBe("batch-too-large");
    expect(codeOf(new Uint8Array(MAX_BATCH_BYTES).with(0, 3))).toBe("batch-malformed");
  });

  it("refuses frames that came faster than any camera gives them", () => {
    const frames = (count: number, spanMs: number) =>
      Array.from({ length: count }, (_, i) =>
        sampleAt(12_000 + (i * 900) / count, { captureTimeMs: 12_000 + (i * spanMs) / (count - 1) }),
      );
    expect(codeOf(bytesOf({ samples: frames(120, 990) }))).toBe("ok");
    expect(codeOf(bytesOf({ samples: frames(240, 990) }))).toBe("batch-impossible-time");
    expect(codeOf(bytesOf({ samples: frames(240, 3_000) }))).toBe("ok");
  });

  it("refuses frames that were taken after now, but for viewers that are simulated", () => {
    const samples = [sampleAt(12_100, { captureTimeMs: 65_001 })];
    expect(codeOf(bytesOf({ samples: [sampleAt(12_100, { captureTimeMs: 64_999 })] }))).toBe("ok");
    expect(codeOf(bytesOf({ samples }))).toBe("batch-impossible-time");
    expect(codeOf(bytesOf({ samples }), { simulated: true })).toBe("ok");
  });

  it("refuses a video that ran faster than the clock, and takes one that stood still", () => {
    const at = (mediaTimeMs: number, captureTimeMs: number) => sampleAt(mediaTimeMs, { captureTimeMs });
    expect(codeOf(bytesOf({ samples: [at(12_000, 100), at(12_900, 300)] }))).toBe("batch-impossible-time");
    expect(codeOf(bytesOf({ samples: [at(12_000, 100), at(12_900, 4_000)] }))).toBe("ok");
  });

  it("refuses a second that nobody can have watched yet, but for viewers that are simulated", () => {
    const startedAt = new Date(NOW_MS - 2_000);
    expect(codeOf(bytesOf({ second: 7, samples: [] }), { startedAt })).toBe("ok");
    expect(codeOf(bytesOf({ second: 8, samples: [] }), { startedAt })).toBe("batch-impossible-time");
    expect(codeOf(bytesOf({ second: 8, samples: [] }), { startedAt, simulated: true })).toBe("ok");
  });
});
