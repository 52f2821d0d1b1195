import { median } from "simple-statistics";
import { measuredSeconds } from "#lib/protocol/limits.ts";
import type { SessionMeasures } from "#lib/protocol/quality.ts";
import { type Batch, hasScores, type Sample } from "#lib/protocol/sample.ts";
import { countBlinks } from "./blinks.ts";
import { coverSecond } from "./coverage.ts";

export interface MeasuredSession {
  /** Batches of the videos, so of segments from 1. */
  batches: readonly Batch[];
  /** Lengths of the session's videos, ms. */
  durationsMs: readonly number[];
  baselineRefusal: string | null;
  tabSwitches: number;
  memoryStorage: boolean;
}

/** A second of expressions is valid when `face` covers at least half of it (metrics.md, "Coverage"). */
const LEAST_FACE_MS = 500;

/**
 * What a session's grade is computed from: coverage over all seconds of its videos, seen or not; means and medians
 * over what was attempted; null where there is nothing to tell. Source: metrics.md, "Quality".
 */
export function sessionMeasures(session: MeasuredSession): SessionMeasures {
  const { batches, durationsMs } = session;
  const samples = batches.flatMap((batch) => batch.samples).sort((a, b) => a.captureTimeMs - b.captureTimeMs);
  const analysed = samples.filter(({ state }) => state !== "tabHidden" && state !== "error");
  const faces = analysed.filter(({ faceSize01 }) => faceSize01 > 0);
  const videoMs = durationsMs.reduce((sum, ms) => sum + ms, 0);
  const videoSeconds = durationsMs.reduce((sum, ms) => sum + measuredSeconds(ms), 0);
  const validSeconds = batches.filter(isValid).length;
  const stalledMs = batches.reduce((sum, batch) => sum + batch.stalledMs, 0);
  const watched = batches.filter(({ samples: own }) => own.length > 0).length;
  return {
    seconds: batches.length,
    validSeconds,
    coverage: videoSeconds === 0 ? 0 : validSeconds / videoSeconds,
    samplesPerSecond: watched === 0 ? null : movingSamples(batches) / watched,
    brightness: middle(analysed, (sample) => sample.brightness01),
    contrast: middle(analysed, (sample) => sample.contrast01),
    faceSize: middle(faces, (sample) => sample.faceSize01),
    mouthOpening: middle(faces, (sample) => sample.mouthOpening01),
    blinksPerMinute: countBlinks(samples).perMinute,
    stalledMs,
    stalledShare: videoMs === 0 ? 0 : stalledMs / videoMs,
    tabSwitches: session.tabSwitches,
    trackBreaks: batches.filter((batch) => batch.trackBreak).length,
    baselineRefusal: session.baselineRefusal,
    memoryStorage: session.memoryStorage,
  };
}

function isValid(batch: Batch): boolean {
  let faceMs = 0;
  for (const { sample, coverMs } of coverSecond(batch.samples, batch.second)) {
    if (sample.state === "face" && hasScores(sample)) faceMs += coverMs;
  }
  return faceMs >= LEAST_FACE_MS;
}

/** Samples of a second in which the video stood share one media time: they say nothing of the device's speed. */
function movingSamples(batches: readonly Batch[]): number {
  return batches.reduce((sum, { samples }) => sum + new Set(samples.map((s) => s.mediaTimeMs)).size, 0);
}

function middle(samples: readonly Sample[], read: (sample: Sample) => number | null): number | null {
  const values = samples.map(read).filter((value) => value !== null);
  return values.length === 0 ? null : median(values);
}
