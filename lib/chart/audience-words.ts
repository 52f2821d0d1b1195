import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";

/** Why nobody is counted: nobody of the segment, everybody excluded, or no such viewer yet. */
export type EmptyReason = "segment" | "excluded" | "audience";

/** Null where somebody is counted. */
export function emptyReason({
  sessions,
  excluded,
  audienceSessions,
}: Pick<Timeline, "sessions" | "excluded" | "audienceSessions">): EmptyReason | null {
  if (sessions > 0) return null;
  if (excluded > 0) return "excluded";
  return audienceSessions > 0 ? "segment" : "audience";
}

/** What a reader must be told of numbers that not only people made. */
export interface AudienceMark {
  /** Beside what is marked. */
  title: string;
  /** Above it. */
  sentence: string;
  /** In a picture, which has room for a line. */
  line: string;
}

const BOTH = "Simulated viewers among them";

/** Null of real viewers, whose numbers need no mark. */
export const AUDIENCE_MARKS: Readonly<Record<CountedAudience, AudienceMark | null>> = {
  real: null,
  simulated: {
    title: "Simulated viewers",
    sentence:
      "These numbers were made by the synthetic viewer. No person was measured, and nothing here says how people react to this video.",
    line: "Simulated viewers: made by the synthetic viewer, no person was measured.",
  },
  mixed: {
    title: BOTH,
    sentence:
      "The synthetic viewer made a part of these numbers, and no person was measured for it. Together they do not say how people react to this video.",
    line: `${BOTH}: the synthetic viewer made a part of these numbers.`,
  },
};

/** Those who were counted, behind their number. */
export const VIEWER_WORDS: Readonly<Record<CountedAudience, string>> = {
  real: "viewers",
  simulated: "simulated viewers",
  mixed: "viewers, real and simulated",
};
