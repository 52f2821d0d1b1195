import { calibrate } from "#lib/analytics/baseline.ts";
import { CALIBRATION_SECONDS } from "#lib/protocol/limits.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import type { FacingPose } from "./face-to-sample.ts";
import { timerClock } from "./position-clock.ts";
import { SampleBuffer } from "./sample-buffer.ts";
import { ENGINE_ID } from "./watch-api.ts";

/** Time to read the screen and settle before the seconds count. */
const LEAD_IN_MS = 1_200;
/** Too little of the face was seen: again, but not for ever; without a baseline raw numbers remain. */
const MAX_ROUNDS = 3;
const POLL_MS = 50;

export interface CalibrationOptions {
  signal: AbortSignal;
  zeroMs: number;
  targetRate(): number;
  /** Where samples are to go from now on; null: nowhere. */
  use(buffer: SampleBuffer | null): void;
  onRound(round: number, running: boolean): void;
}

export interface CalibrationResult {
  batches: Batch[];
  facingPose: FacingPose | null;
}

/**
 * Five seconds of a calm face as segment 0. Judged here by the server's own rule before anything is sent: a
 * round in which the tab was hidden or too little was seen is repeated. Throws when the session ends meanwhile.
 */
export async function runCalibration(options: CalibrationOptions): Promise<CalibrationResult> {
  for (let round = 1; ; round++) {
    options.onRound(round, false);
    await until(options.signal, () => !document.hidden);
    await waitMs(options.signal, LEAD_IN_MS);
    options.onRound(round, true);
    const { batches, interrupted } = await record(options);
    options.onRound(round, false);
    // A tab that was left does not use up a round: the viewer was not there.
    if (interrupted) {
      round--;
      continue;
    }
    const { refusal, facingPose } = calibrate(batches);
    if (refusal === "tooFewSamples" && round < MAX_ROUNDS) continue;
    return { batches, facingPose };
  }
}

async function record(options: CalibrationOptions): Promise<{ batches: Batch[]; interrupted: boolean }> {
  const batches: Batch[] = [];
  const lengthMs = CALIBRATION_SECONDS * 1000;
  const startMs = performance.now();
  const buffer = new SampleBuffer({
    segment: 0,
    seconds: CALIBRATION_SECONDS,
    engineId: ENGINE_ID,
    clock: timerClock(startMs, lengthMs),
    zeroMs: options.zeroMs,
    targetRate: options.targetRate,
    onBatch: (batch) => batches.push(batch),
  });
  options.use(buffer);
  let interrupted = false;
  const onHidden = () => {
    interrupted = true;
  };
  document.addEventListener("visibilitychange", onHidden);
  try {
    await until(options.signal, () => buffer.complete || interrupted);
  } finally {
    document.removeEventListener("visibilitychange", onHidden);
    options.use(null);
  }
  return { batches, interrupted };
}

async function until(signal: AbortSignal, condition: () => boolean): Promise<void> {
  while (!condition()) await waitMs(signal, POLL_MS);
}

function waitMs(signal: AbortSignal, ms: number): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
