import type { SampleState } from "#lib/protocol/sample.ts";
import type { CoveredSample } from "./coverage.ts";

/** States in which a viewer was seen not to look; every other loss is technical and says nothing. */
const NOT_ATTENDING: ReadonlySet<SampleState> = new Set(["lookingAway", "noFace", "tabHidden"]);

/**
 * Attention of one viewer-second, 0..1: media time facing the screen over the media time in `face`,
 * `lookingAway`, `noFace` or `tabHidden`. Technical losses, and faces of whom it could not be told
 * (`attention01` null), are left out of both; null when nothing else is there.
 *
 * Source: metrics.md, "Attention". A sample's own rule is applied where the frame is: within 20 degrees yaw
 * and 15 degrees pitch of the calibrated pose, eyes open.
 */
export function secondAttention(covered: readonly CoveredSample[]): number | null {
  let facingMs = 0;
  let knownMs = 0;
  for (const { sample, coverMs } of covered) {
    if (sample.state === "face" && sample.attention01 !== null) {
      facingMs += coverMs * sample.attention01;
      knownMs += coverMs;
    } else if (NOT_ATTENDING.has(sample.state)) {
      knownMs += coverMs;
    }
  }
  return knownMs > 0 ? facingMs / knownMs : null;
}
