import type { TargetVerdict } from "#lib/protocol/intent.ts";
import type { SceneTarget } from "#lib/protocol/scenes.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";

/** Whether a target was reached, as far as the interval tells; null is too few viewers. */
export function targetVerdict(
  { direction, level }: Pick<SceneTarget, "direction" | "level">,
  achieved: Estimate | null,
): TargetVerdict {
  if (achieved === null) return "tooFew";
  const { low, high } = achieved;
  if (direction === "atLeast") return low >= level ? "met" : high < level ? "missed" : "open";
  return high <= level ? "met" : low > level ? "missed" : "open";
}
