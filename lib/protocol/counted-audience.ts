import { z } from "zod";
import type { Audience } from "./timeline.ts";

/**
 * Whose numbers an answer holds, whatever audience was asked for: a segment can choose simulated viewers by itself, or
 * take both. Everything but "real" is marked wherever it is shown.
 */
export const countedAudienceSchema = z.enum(["real", "simulated", "mixed"]);
export type CountedAudience = z.infer<typeof countedAudienceSchema>;

/** Of counted sessions, some of them simulated; of none, the audience that was asked for. */
export function countedAudience(
  counted: { sessions: number; simulatedSessions: number },
  asked: Audience,
): CountedAudience {
  const { sessions, simulatedSessions } = counted;
  if (sessions === 0) return asked;
  if (simulatedSessions === 0) return "real";
  return simulatedSessions === sessions ? "simulated" : "mixed";
}

/** Of answers that are shown together. */
export function countedTogether(
  first: CountedAudience,
  ...others: readonly CountedAudience[]
): CountedAudience {
  return others.every((audience) => audience === first) ? first : "mixed";
}
