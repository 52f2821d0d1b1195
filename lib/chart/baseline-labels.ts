import type { BaselineRefusal } from "#lib/protocol/capture-events.ts";

/** Why a respondent has no baseline, for the reader. The key comes from the database, so it may be unknown. */
export const BASELINE_REFUSAL_LABELS: Partial<Record<string, string>> = {
  tooFewSamples: "Too little valid calibration",
  neutralNotLargest: "Face was not neutral",
  otherExpressionHigh: "Another expression was strong",
} satisfies Record<BaselineRefusal, string>;

/** Whether a respondent has a baseline, or why not; `refusal` is null while the calibration is not judged. */
export function baselineText(hasBaseline: boolean, refusal: string | null): string {
  if (hasBaseline) return "Accepted";
  if (refusal === null) return "Not calibrated yet";
  return BASELINE_REFUSAL_LABELS[refusal] ?? refusal;
}
