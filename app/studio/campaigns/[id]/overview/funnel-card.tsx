"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { Funnel } from "#lib/protocol/overview.ts";
import type { Audience } from "#lib/protocol/timeline.ts";
import classes from "./overview.module.css";

interface FunnelCardProps {
  funnel: Funnel;
  campaignId: number;
  audience: Audience;
  /** The campaign has other videos than the one that is shown beside it. */
  ofSeveral: boolean;
}

interface Stage {
  label: string;
  viewers: number;
  /** Part of a stage above it. */
  part?: boolean;
  tone: "counted" | "lost";
}

/** Everybody who read the consent text, and what became of them. */
export function FunnelCard({ funnel, campaignId, audience, ofSeveral }: FunnelCardProps) {
  const { count, percent } = useNumberWords();
  const asked = funnel.started + (funnel.declined ?? 0);
  const excluded = funnel.excluded.reduce((sum, { sessions }) => sum + sessions, 0);
  const stages: Stage[] = [
    ...(funnel.declined === null
      ? []
      : [
          { label: "Read the consent text", viewers: asked, tone: "counted" as const },
          { label: "Declined", viewers: funnel.declined, part: true, tone: "lost" as const },
        ]),
    { label: "Started", viewers: funnel.started, tone: "counted" },
    { label: "Watching now", viewers: funnel.watching, part: true, tone: "counted" },
    { label: "Dropped out", viewers: funnel.droppedOut, part: true, tone: "lost" },
    { label: "Withdrew", viewers: funnel.withdrawn, part: true, tone: "lost" },
    { label: "Excluded", viewers: excluded, part: true, tone: "lost" },
    { label: "Completed", viewers: funnel.completed, tone: "counted" },
  ];
  return (
    <section className={classes.card} aria-labelledby="funnel-title">
      <h2 id="funnel-title" className={classes.title}>
        Fieldwork
      </h2>
      {ofSeveral && <p className={classes.lede}>Of all videos of the campaign together.</p>}
      <dl className={classes.funnel} data-testid="funnel" data-audience={audience} data-campaign={campaignId}>
        {stages.map(({ label, viewers, part, tone }) => (
          <div key={label} data-part={part || undefined} data-tone={tone}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.bar} aria-hidden="true">
                <span style={{ width: `${asked === 0 ? 0 : (viewers / asked) * 100}%` }} />
              </span>
              <strong>{count(viewers)}</strong>
              <small>{asked === 0 ? "" : percent(viewers / asked)}</small>
            </dd>
          </div>
        ))}
      </dl>
      {funnel.excluded.length > 0 && (
        <ul className={classes.reasons} aria-label="Why viewers were excluded">
          {funnel.excluded.map(({ reason, sessions }) => (
            <li key={reason}>
              <span>{reason}</span>
              <span>{count(sessions)}</span>
            </li>
          ))}
        </ul>
      )}
      {funnel.baselineRefused > 0 && (
        <p className={classes.small}>
          {funnel.baselineRefused === 1
            ? "1 of the completed has no accepted baseline and counts"
            : `${count(funnel.baselineRefused)} of the completed have no accepted baseline and count`}{" "}
          in raw scores only.
        </p>
      )}
    </section>
  );
}
