"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { CountedAudience } from "#lib/protocol/counted-audience.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { EverybodyNote } from "./everybody-note.tsx";
import classes from "./timeline.module.css";

const SESSION_WORDS: Readonly<Record<CountedAudience, string>> = {
  real: "Real sessions",
  simulated: "Simulated sessions",
  mixed: "Sessions, real and simulated",
};

interface AudienceFactsProps {
  timeline: Timeline;
  /** The timeline belongs to an earlier selection. */
  stale: boolean;
  /** Several segments lie over each other, and these are of none of them. */
  ofEverybody: boolean;
}

/** Who is behind the curves. */
export function AudienceFacts({ timeline, stale, ofEverybody }: AudienceFactsProps) {
  const { count } = useNumberWords();
  const facts: [string, string][] = [
    [SESSION_WORDS[timeline.countedAudience], count(timeline.sessions)],
    ["Excluded", count(timeline.excluded)],
    ["Scored by", timeline.engineVersion ?? "\u2013"],
  ];
  return (
    <div className={classes.facts} data-stale={stale || undefined} aria-busy={stale}>
      {ofEverybody && <EverybodyNote />}
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
