import type { CaptureContext } from "#lib/storage/load-capture-context.ts";

/** An open, calibrated session of a live campaign, of which ingest judges batches. */
export function captureContext(differs: Partial<CaptureContext> = {}): CaptureContext {
  return {
    sessionId: 1,
    campaignId: 1,
    state: "open",
    campaignStatus: "live",
    simulated: false,
    engineVersion: "human-3.3.6/emotion",
    startedAt: new Date(0),
    calibrated: true,
    baseline: null,
    baselineRefusal: null,
    stimuli: new Map(),
    ...differs,
  };
}
