import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { IngestObserver } from "#lib/ingest/ingest-observer.ts";
import { eachFrameLoss } from "#lib/protocol/frame-losses.ts";

/** What is asked when the metrics are read. */
export interface MetricSources {
  viewersConnected(): number;
  studioConnected(): number;
  batchesWaiting(): number;
  foldLagMs(): number;
  /** Null without `REDIS_URL`. */
  redisUp(): boolean | null;
}

export interface Metrics {
  observer: IngestObserver;
  contentType: string;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

/** From well within a flush's 50 ms to a database that is in trouble. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The process's Prometheus metrics; every name begins with reactline_, process_ or nodejs_. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `reactline_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("viewers_connected", "Viewers connected to this process", sources.viewersConnected);
  gauge("studio_connected", "Studio pages connected to this process", sources.studioConnected);
  gauge("batches_waiting", "Batches that wait for their commit", sources.batchesWaiting);
  gauge(
    "fold_lag_seconds",
    "How long the oldest batch that is not in the sums yet has waited",
    () => sources.foldLagMs() / 1000,
  );
  if (sources.redisUp() !== null) {
    gauge("redis_up", "1 while Redis answers, 0 while it is lost", () => (sources.redisUp() ? 1 : 0));
  }

  const batches = new Counter({
    name: "reactline_batches_total",
    help: "Batches that were answered as stored, those that were stored before among them",
    registers,
  });
  const refusals = new Counter({
    name: "reactline_batch_refusals_total",
    help: "Batches that were refused, by code",
    labelNames: ["code"] as const,
    registers,
  });
  const connectionRefusals = new Counter({
    name: "reactline_connection_refusals_total",
    help: "Viewers' connections that were refused, by code",
    labelNames: ["code"] as const,
    registers,
  });
  const lostFrames = new Counter({
    name: "reactline_lost_frames_total",
    help: "Camera frames of accepted batches that gave no scores, by reason",
    labelNames: ["reason"] as const,
    registers,
  });
  const acknowledged = new Histogram({
    name: "reactline_ack_seconds",
    help: "From the arrival of a batch that was accepted to its answer",
    buckets: SECONDS,
    registers,
  });
  const failedFlushes = new Counter({
    name: "reactline_failed_flushes_total",
    help: "Flushes that the database did not take; their batches are sent again",
    registers,
  });
  const committed = new Histogram({
    name: "reactline_commit_lag_seconds",
    help: "From the arrival of a flush's first batch to the commit of all",
    buckets: SECONDS,
    registers,
  });

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observer: {
      answered(outcome) {
        if (outcome === "stored") batches.inc();
        else refusals.inc({ code: outcome });
      },
      accepted(batch) {
        eachFrameLoss(batch, (reason, frames) => lostFrames.inc({ reason }, frames));
      },
      acknowledged(waitedMs) {
        acknowledged.observe(waitedMs / 1000);
      },
      flushed(flush) {
        if (flush.committed) committed.observe(flush.oldestWaitedMs / 1000);
        else failedFlushes.inc();
      },
      connectionRefused(code) {
        connectionRefusals.inc({ code });
      },
    },
  };
}
