import { SAMPLE_RATES, type SampleRate } from "#lib/protocol/session-events.ts";

/** Judged over windows of this length. */
const WINDOW_MS = 4_000;
/** A window with fewer frames says nothing: a camera that is gone, a tab that was left. */
const LEAST_FRAMES = 8;
/** More lost frames than this, because the engine was busy, and the device does not keep up. */
const MOST_LOST = 0.25;
/** Windows in a row before fewer samples are taken. */
const PATIENCE = 2;

/**
 * Lowers the samples a second of a device that does not keep up; never raises them again, so that a session is not
 * of many rates. A camera that gives few frames is no slow device: only frames that were lost to a busy engine count.
 */
export class RateKeeper {
  #rate: SampleRate;
  #fromMs: number | null = null;
  #answered = 0;
  #dropped = 0;
  #behind = 0;

  constructor(rate: SampleRate) {
    this.#rate = rate;
  }

  get rate(): SampleRate {
    return this.#rate;
  }

  answered(): void {
    this.#answered++;
  }

  dropped(): void {
    this.#dropped++;
  }

  /** What happened before does not count: the page was not seen, or nothing was asked of it. */
  pause(): void {
    this.#fromMs = null;
    this.#behind = 0;
  }

  /** To be asked often; the step down, in the moment that it is made. */
  tick(nowMs: number): { from: SampleRate; to: SampleRate } | null {
    if (this.#fromMs === null) {
      this.#begin(nowMs);
      return null;
    }
    if (nowMs - this.#fromMs < WINDOW_MS) return null;
    const frames = this.#answered + this.#dropped;
    const behind = frames >= LEAST_FRAMES && this.#dropped > MOST_LOST * frames;
    this.#behind = behind ? this.#behind + 1 : 0;
    this.#begin(nowMs);
    if (this.#behind < PATIENCE) return null;
    const to = SAMPLE_RATES[SAMPLE_RATES.indexOf(this.#rate) + 1];
    if (to === undefined) return null;
    const from = this.#rate;
    this.#rate = to;
    this.#behind = 0;
    return { from, to };
  }

  #begin(nowMs: number): void {
    this.#fromMs = nowMs;
    this.#answered = 0;
    this.#dropped = 0;
  }
}
