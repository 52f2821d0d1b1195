import { MAX_SAMPLES_PER_BATCH } from "#lib/protocol/limits.ts";
import type { Batch, Sample } from "#lib/protocol/sample.ts";
import type { Reading } from "./face-to-sample.ts";
import { fitCaptureSpan } from "./fit-capture-span.ts";
import type { PositionClock } from "./position-clock.ts";

/** A frame reaches the page this long after its capture at most; a second is not cut before. */
const ARRIVAL_MS = 250;
/** Samples kept of a second in which the video stands: 4 s of them; more say nothing new. */
const MAX_STANDING = 60;

export interface SampleBufferOptions {
  segment: number;
  /** Seconds of the segment; what lies beyond is not measured. */
  seconds: number;
  /** The first second to cut, when those before it are stored already; 0 when left out. */
  firstSecond?: number;
  engineId: number;
  clock: PositionClock;
  /** Capture times are sent relative to this time of the page's clock. */
  zeroMs: number;
  /** Samples a second that the device aims at now; left out, it is not said. */
  targetRate?: (() => number) | undefined;
  onBatch(batch: Batch): void;
}

interface Unplaced {
  captureMs: number;
  reading: Reading | "dropped";
  /** The face may be another person's from here on. */
  breaksTrack?: boolean | undefined;
}

interface Placed {
  sample: Sample;
  standing: boolean;
  breaksTrack: boolean;
}

/**
 * Cuts one segment into batches of one media second each, empty ones too. A second is cut once the clock has
 * passed it and every frame that was captured in it has been answered: samples belong to the second of their
 * capture, however late the engine was. All times are those of the page's clock.
 */
export class SampleBuffer {
  readonly #options: SampleBufferOptions;
  readonly #inFlight = new Map<number, number>();
  #unplaced: Unplaced[] = [];
  readonly #placed = new Map<number, Placed[]>();
  readonly #dropped = new Map<number, number>();
  #nextSecond: number;
  #breaksNext = false;

  constructor(options: SampleBufferOptions) {
    this.#options = options;
    this.#nextSecond = options.firstSecond ?? 0;
  }

  /** A frame went to the engine; its second waits for the answer. */
  begin(frameId: number, captureMs: number): void {
    this.#inFlight.set(frameId, captureMs);
  }

  /** The engine's answer to a frame. `breaksTrack`: the face may be another person's from here on. */
  finish(frameId: number, reading: Reading, breaksTrack = false): void {
    const captureMs = this.#inFlight.get(frameId);
    if (captureMs === undefined) return;
    this.#inFlight.delete(frameId);
    this.#unplaced.push({ captureMs, reading, breaksTrack });
  }

  /** A state without a frame: a hidden tab, a camera that is gone. */
  record(captureMs: number, reading: Reading): void {
    this.#unplaced.push({ captureMs, reading });
  }

  /** A frame that was never analysed because the engine was busy. */
  drop(captureMs: number): void {
    this.#unplaced.push({ captureMs, reading: "dropped" });
  }

  /** Places what can be placed and cuts the seconds that are complete. */
  advance(nowMs: number): void {
    this.#place(nowMs);
    const { clock, seconds } = this.#options;
    while (this.#nextSecond < seconds) {
      const passedMs = clock.passedAt((this.#nextSecond + 1) * 1000);
      if (passedMs === null || this.isWaiting(passedMs, nowMs)) return;
      this.#cut();
    }
  }

  /** The segment is over: cuts all that is left, whatever is still unanswered. */
  flush(nowMs: number): void {
    this.#place(nowMs);
    while (this.#nextSecond < this.#options.seconds) this.#cut();
  }

  get complete(): boolean {
    return this.#nextSecond >= this.#options.seconds;
  }

  /** Whether something that was captured until `timeMs` may still arrive, be answered or be placed. */
  isWaiting(timeMs: number, nowMs: number): boolean {
    if (nowMs < timeMs + ARRIVAL_MS) return true;
    for (const captureMs of this.#inFlight.values()) if (captureMs <= timeMs) return true;
    return this.#unplaced.some((each) => each.captureMs <= timeMs);
  }

  #place(nowMs: number): void {
    const { clock, zeroMs } = this.#options;
    this.#unplaced.sort((a, b) => a.captureMs - b.captureMs);
    const waiting: Unplaced[] = [];
    for (const each of this.#unplaced) {
      const position = clock.positionAt(each.captureMs, nowMs);
      if (position.kind === "unknown") waiting.push(each);
      // Before the film's first frame there is no second to mark: the next one has it.
      if (position.kind === "outside" && each.breaksTrack) this.#breaksNext = true;
      if (position.kind !== "at") continue;
      const second = Math.floor(position.mediaMs / 1000);
      if (second < this.#nextSecond || second >= this.#options.seconds) continue;
      if (each.reading === "dropped") {
        this.#dropped.set(second, (this.#dropped.get(second) ?? 0) + 1);
        continue;
      }
      const sample = {
        ...each.reading,
        captureTimeMs: Math.max(0, each.captureMs - zeroMs),
        mediaTimeMs: position.mediaMs,
      };
      const breaksTrack = each.breaksTrack === true || this.#breaksNext;
      this.#breaksNext = false;
      this.#keep(second, { sample, standing: position.standing, breaksTrack });
    }
    this.#unplaced = waiting;
  }

  #keep(second: number, placed: Placed): void {
    const samples = this.#placed.get(second) ?? [];
    this.#placed.set(second, samples);
    const standing = samples.filter((each) => each.standing).length;
    const full = placed.standing ? standing >= MAX_STANDING : samples.length >= MAX_SAMPLES_PER_BATCH;
    if (full && placed.breaksTrack && samples[0]) samples[0].breaksTrack = true;
    if (full) return;
    samples.push(placed);
  }

  #cut(): void {
    const second = this.#nextSecond++;
    const placed = this.#placed.get(second) ?? [];
    const targetRate = this.#options.targetRate?.();
    const samples = placed
      .map((each) => each.sample)
      .sort((a, b) => a.captureTimeMs - b.captureTimeMs || a.mediaTimeMs - b.mediaTimeMs);
    this.#options.onBatch({
      segment: this.#options.segment,
      second,
      engineId: this.#options.engineId,
      droppedFrames: this.#dropped.get(second) ?? 0,
      stalledMs: Math.round(this.#options.clock.stalledMsIn(second)),
      ...(targetRate !== undefined && { targetRate }),
      ...(placed.some((each) => each.breaksTrack) && { trackBreak: true }),
      samples: fitCaptureSpan(samples),
    });
    this.#placed.delete(second);
    this.#dropped.delete(second);
  }
}
