import { SAMPLE_RATES, type SampleRate } from "#lib/protocol/session-events.ts";
import { DeviceProbe } from "./device-probe.ts";
import { RateKeeper } from "./rate-keeper.ts";
import type { Happening } from "./session-journal.ts";

export interface DevicePaceOptions {
  cores: number;
  note(happening: Happening): void;
  /** So many samples a second from now on. */
  onRate(rate: SampleRate): void;
  onTooSlow(): void;
}

const round1 = (value: number) => Math.round(value * 10) / 10;

/**
 * How many samples a second this device takes: found in the camera check, before anything is measured, and lowered
 * while watching when it does not keep up. Each is recorded.
 */
export class DevicePace {
  readonly #options: DevicePaceOptions;
  readonly #probe: DeviceProbe;
  #engine: { backend: string; probeMs: number } | null = null;
  #keeper: RateKeeper | null = null;
  #measuring = false;

  constructor(options: DevicePaceOptions) {
    this.#options = options;
    this.#probe = new DeviceProbe(options.cores);
  }

  /** The device was found fast enough: the viewer may begin. */
  get isKnown(): boolean {
    return this.#keeper !== null;
  }

  get rate(): SampleRate {
    return this.#keeper?.rate ?? SAMPLE_RATES[0];
  }

  /** An engine runs; a second one, after the first failed, may be slower. */
  engineReady(engine: { backend: string; probeMs: number }): void {
    if (this.#engine) this.#options.note({ kind: "engineReady", backend: engine.backend });
    this.#engine = engine;
    if (this.#measuring) return;
    this.#keeper = null;
    this.#probe.restart();
  }

  /** The viewer begins: from here on the rate is only lowered. */
  begin(): void {
    this.#measuring = true;
    // The engine had to be started again in the very moment.
    if (!this.#keeper) this.#use(SAMPLE_RATES[1]);
  }

  answered(tookMs: number): void {
    if (this.#measuring) this.#keeper?.answered();
    else if (!this.#keeper) this.#try(tookMs);
  }

  dropped(): void {
    if (this.#measuring) this.#keeper?.dropped();
  }

  pause(): void {
    this.#keeper?.pause();
  }

  tick(nowMs: number): void {
    const step = this.#measuring ? this.#keeper?.tick(nowMs) : null;
    if (!step) return;
    this.#options.note({ kind: "rateLowered", ...step });
    this.#options.onRate(step.to);
  }

  #try(tookMs: number): void {
    this.#probe.frame(tookMs);
    const { result } = this.#probe;
    if (!result || !this.#engine) return;
    const { samplesPerSecond } = result;
    this.#options.note({
      kind: "probed",
      backend: this.#engine.backend,
      probeMs: round1(this.#engine.probeMs),
      sustainedPerSecond: round1(result.sustainedPerSecond),
      samplesPerSecond,
      cores: this.#options.cores,
    });
    if (samplesPerSecond === 0) {
      this.#probe.restart();
      this.#options.onTooSlow();
      return;
    }
    this.#use(samplesPerSecond);
  }

  #use(rate: SampleRate): void {
    this.#keeper = new RateKeeper(rate);
    this.#options.onRate(rate);
  }
}
