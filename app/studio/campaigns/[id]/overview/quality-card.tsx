"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { EmptyReason } from "#lib/chart/audience-words.ts";
import { LOSS_LABELS, occurringLosses } from "#lib/chart/losses.ts";
import type { GradeCounts, VideoSummary } from "#lib/protocol/overview.ts";
import { GradeRow } from "./grade-row.tsx";
import classes from "./overview.module.css";

interface QualityCardProps {
  summary: VideoSummary;
  grades: GradeCounts | null;
  /** Why nothing is counted; null when somebody is. */
  empty: EmptyReason | null;
}

const NOTHING: Readonly<Record<EmptyReason, string>> = {
  excluded: "Everybody is excluded, so nothing is counted.",
  segment: "Nobody in this segment.",
  audience: "Nothing was watched yet.",
};

/** How much of what was watched could be measured, what the rest was lost to, and how good the sessions are. */
export function QualityCard({ summary, grades, empty }: QualityCardProps) {
  const { count, percent } = useNumberWords();
  const { seconds, validSeconds, losses, measuredViewers, correctedViewers } = summary.quality;
  const named = occurringLosses(losses);
  const most = named[0]?.[1] ?? 1;
  return (
    <section className={classes.card} aria-labelledby="quality-title">
      <h2 id="quality-title" className={classes.title}>
        Quality
      </h2>
      {seconds === 0 ? (
        <p className={classes.small}>{NOTHING[empty ?? "audience"]}</p>
      ) : (
        <>
          <p className={classes.quality}>
            <strong>{percent(validSeconds / seconds)}</strong> of {count(seconds)} viewer-seconds have a valid
            face. {count(correctedViewers)} of {count(measuredViewers)} viewers have a baseline.
          </p>
          {named.length > 0 && (
            <dl className={classes.funnel} aria-label="Viewer-seconds lost, by reason">
              {named.map(([reason, lost]) => (
                <div key={reason} data-tone="lost">
                  <dt>{LOSS_LABELS[reason]}</dt>
                  <dd>
                    <span className={classes.bar} aria-hidden="true">
                      <span style={{ width: `${(lost / most) * 100}%` }} />
                    </span>
                    <strong>{percent(lost / seconds, 1)}</strong>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </>
      )}
      {grades !== null && <GradeRow grades={grades} />}
    </section>
  );
}
