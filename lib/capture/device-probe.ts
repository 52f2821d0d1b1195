import { SAMPLE_RATES, type SampleRate } from "#lib/protocol/session-events.ts";

/** The first frames compile kernels and fill caches: they say nothing of what follows. */
const WARM_UP_FRAMES = 3;
const FRAMES = 20;
/** A device that needs this long for fewer frames has shown what it can do. */
const LONGEST_MS = 4_000;
const LEAST_FRAMES = 4;
/** Too slow twice in a row, so that one busy moment turns nobody away. */
const SLOW_ROUNDS = 2;
/** The engine is to be idle for a third of the time: the film needs it, and every device has worse moments. */
const HEADROOM = 1.5;
/** 30 a second only where it costs nobody anything: a third of the engine's time, and cores for the film beside it. */
const FULL_RATE = { headroom: 3, cores: 4 };
/** Fewer frames a second than this leave parts of every second uncovered (metrics.md, "Coverage"). */
export const LEAST_PER_SECOND = 2.5;

export interface ProbeResult {
  /** Frames that the engine could take, one after another, a second: from the slowest quarter of the trial. */
  sustainedPerSecond: number;
  /** What is to be taken; 0 when the device is too slow. */
  samplesPerSecond: SampleRate | 0;
}

/** The samples a second that a device is given which sustains so many frames. */
export function chooseRate(sustainedPerSecond: number, cores: number): SampleRate | 0 {
  if (sustainedPerSecond < LEAST_PER_SECOND) return 0;
  const slowest = SAMPLE_RATES[SAMPLE_RATES.length - 1]!;
  return (
    SAMPLE_RATES.find((rate) => {
      if (rate !== SAMPLE_RATES[0]) return sustainedPerSecond >= rate * HEADROOM;
      return cores >= FULL_RATE.cores && sustainedPerSecond >= rate * FULL_RATE.headroom;
    }) ?? slowest
  );
}

/** Times real camera frames through the engine while the viewer checks their picture. */
export class DeviceProbe {
  readonly #cores: number;
  #toWarmUp = WARM_UP_FRAMES;
  #times: number[] = [];
  #slowRounds = 0;
  #result: ProbeResult | null = null;

  constructor(cores: number) {
    this.#cores = cores;
  }

  /** A frame was answered, or failed, after `tookMs`. */
  frame(tookMs: number): void {
    if (this.#result) return;
    if (this.#toWarmUp > 0) {
      this.#toWarmUp--;
      return;
    }
    this.#times.push(tookMs);
    const spentMs = this.#times.reduce((sum, ms) => sum + ms, 0);
    const enough = this.#times.length >= FRAMES;
    const longEnough = this.#times.length >= LEAST_FRAMES && spentMs >= LONGEST_MS;
    if (enough || longEnough) this.#conclude();
  }

  /** The engine was started anew: what it was before does not count. */
  restart(): void {
    this.#times = [];
    this.#toWarmUp = WARM_UP_FRAMES;
    this.#slowRounds = 0;
    this.#result = null;
  }

  get result(): ProbeResult | null {
    return this.#result;
  }

  #conclude(): void {
    const ordered = [...this.#times].sort((a, b) => a - b);
    const slowQuarter = ordered[Math.floor(ordered.length * 0.75)] ?? Number.POSITIVE_INFINITY;
    const sustainedPerSecond = 1000 / Math.max(1, slowQuarter);
    const samplesPerSecond = chooseRate(sustainedPerSecond, this.#cores);
    this.#times = [];
    if (samplesPerSecond === 0 && ++this.#slowRounds < SLOW_ROUNDS) return;
    this.#result = { sustainedPerSecond, samplesPerSecond };
  }
}
