"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import classes from "./timeline.module.css";

/** Who is behind the curves. */
export function AudienceFacts({ timeline }: { timeline: Timeline }) {
  const { count } = useNumberWords();
  const facts: [string, string][] = [
    [timeline.audience === "real" ? "Real sessions" : "Simulated sessions", count(timeline.sessions)],
    ["Excluded", count(timeline.excluded)],
    ["Scored by", timeline.engineVersion ?? "\u2013"],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
