import { expect, it } from "vitest";
import { sampleAt } from "#lib/testing/samples.ts";
import { createMetrics, type MetricSources } from "./metrics.ts";

const SOURCES: MetricSources = {
  viewersConnected: () => 12,
  studioConnected: () => 2,
  batchesWaiting: () => 7,
  foldLagMs: () => 1_500,
  redisUp: () => null,
};

/** The lines of one metric, without its help. */
async function lines(text: Promise<string>, name: string): Promise<string[]> {
  return (await text).split("\n").filter((line) => line.startsWith(name));
}

it("says how many are connected, what waits and how late the fold is", async () => {
  const { text } = createMetrics(SOURCES);
  expect(await lines(text(), "reactline_viewers_connected")).toEqual(["reactline_viewers_connected 12"]);
  expect(await lines(text(), "reactline_studio_connected")).toEqual(["reactline_studio_connected 2"]);
  expect(await lines(text(), "reactline_batches_waiting")).toEqual(["reactline_batches_waiting 7"]);
  expect(await lines(text(), "reactline_fold_lag_seconds")).toEqual(["reactline_fold_lag_seconds 1.5"]);
  expect(await lines(text(), "nodejs_eventloop_lag_seconds")).not.toEqual([]);
});

it("says whether Redis answers where there is one", async () => {
  expect(await lines(createMetrics(SOURCES).text(), "reactline_redis_up")).toEqual([]);
  let up = true;
  const { text } = createMetrics({ ...SOURCES, redisUp: () => up });
  expect(await lines(text(), "reactline_redis_up")).toEqual(["reactline_redis_up 1"]);
  up = false;
  expect(await lines(text(), "reactline_redis_up")).toEqual(["reactline_redis_up 0"]);
});

it("counts answers by code, lost frames by reason, waits and failures of flushes", async () => {
  const { observer, text } = createMetrics(SOURCES);
  const samples = [sampleAt(100), sampleAt(200, { state: "noFace" }), sampleAt(300, { state: "noFace" })];
  observer.accepted({ segment: 1, second: 0, engineId: 0, droppedFrames: 4, stalledMs: 0, samples });
  observer.answered("stored");
  observer.answered("batch-malformed");
  observer.acknowledged(60);
  observer.flushed({ batches: 2, committed: true, tookMs: 20, oldestWaitedMs: 300 });
  observer.flushed({ batches: 3, committed: false, tookMs: 20, oldestWaitedMs: 9_000 });
  observer.connectionRefused("ticket-expired");
  expect(await lines(text(), "reactline_batches_total")).toEqual(["reactline_batches_total 1"]);
  expect(await lines(text(), "reactline_batch_refusals_total")).toEqual([
    'reactline_batch_refusals_total{code="batch-malformed"} 1',
  ]);
  expect(await lines(text(), "reactline_lost_frames_total")).toEqual([
    'reactline_lost_frames_total{reason="dropped"} 4',
    'reactline_lost_frames_total{reason="noFace"} 2',
  ]);
  expect(await lines(text(), "reactline_connection_refusals_total")).toEqual([
    'reactline_connection_refusals_total{code="ticket-expired"} 1',
  ]);
  expect(await lines(text(), "reactline_failed_flushes_total")).toEqual(["reactline_failed_flushes_total 1"]);
  const all = await text();
  expect(all).toContain("reactline_ack_seconds_count 1");
  expect(all).toContain('reactline_ack_seconds_bucket{le="0.05"} 0');
  expect(all).toContain('reactline_ack_seconds_bucket{le="0.1"} 1');
  expect(all).toContain("reactline_commit_lag_seconds_count 1");
  expect(all).toContain('reactline_commit_lag_seconds_bucket{le="0.25"} 0');
  expect(all).toContain('reactline_commit_lag_seconds_bucket{le="0.5"} 1');
});
