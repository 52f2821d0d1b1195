"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { PendingMark } from "#app/pending-mark.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type EmptyReason, emptyReason } from "#lib/chart/audience-words.ts";
import {
  HEADLINE_LABELS,
  headlineScale,
  headlineSentence,
  headlineValue,
} from "#lib/chart/headline-words.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Headline, Overview } from "#lib/protocol/overview.ts";
import classes from "./overview.module.css";

interface HeadlineGridProps {
  overview: Overview;
  /** Where a second of the film is to be seen. */
  hrefAt: (second: number) => string;
  onSimulated: () => void;
}

/** The film in nine numbers, each with its interval, its n and a sentence. */
export function HeadlineGrid({ overview, hrefAt, onSimulated }: HeadlineGridProps) {
  const { summary, measure, threshold, basis } = overview;
  const { count, decimal } = useNumberWords();
  const viewers = summary?.viewers ?? 0;
  const offersSimulated = viewers === 0 && overview.audience === "real" && overview.otherAudienceSessions > 0;
  return (
    <section className={classes.card} aria-labelledby="headlines-title">
      <h2 id="headlines-title" className={classes.title}>
        What the film did
      </h2>
      <p className={classes.lede}>
        {viewers === 0
          ? `${NOBODY[emptyReason(overview) ?? "audience"]} Each number appears from five viewers on.`
          : viewers < MIN_AUDIENCE
            ? `${count(viewers)} of ${MIN_AUDIENCE} viewers. Numbers appear from ${MIN_AUDIENCE}, so that nobody can be picked out of them.`
            : `${count(viewers)} viewers. ${measure === "share" ? `A reaction is a score of ${decimal(threshold)} or more` : "Expressions are mean scores"}${basis === "corrected" ? " above the viewer’s own baseline" : ""}; with each number its 95% interval.`}{" "}
        {viewers >= MIN_AUDIENCE &&
          viewers < FEW_VIEWERS &&
          "Few viewers: read the intervals, not the numbers."}
      </p>
      {offersSimulated && (
        <Button variant="default" size="xs" mb="md" onClick={onSimulated} data-testid="offer-simulated">
          Show simulated viewers meanwhile
        </Button>
      )}
      <ul className={classes.headlines} data-testid="headlines">
        {summary?.headlines.map((headline) => (
          <HeadlineTile
            key={headline.name}
            headline={headline}
            measure={measure}
            href={headline.second === null ? null : hrefAt(headline.second)}
          />
        ))}
      </ul>
      <p className={classes.small}>
        A peak is searched for among all seconds, so with few viewers it is too high on average; its interval
        is for the whole search. An expression score describes a face, not a feeling.
      </p>
    </section>
  );
}

/** Why no number is there. */
const NOBODY: Readonly<Record<EmptyReason, string>> = {
  excluded: "Everybody is excluded: Fieldwork tells why.",
  segment: "Nobody in this segment.",
  audience: "No viewer yet.",
};

interface HeadlineTileProps {
  headline: Headline;
  measure: Overview["measure"];
  /** Where its second is to be seen. */
  href: string | null;
}

function HeadlineTile({ headline, measure, href }: HeadlineTileProps) {
  const words = useNumberWords();
  const { name, estimate, n, few } = headline;
  const print = (value: number) => headlineValue(name, value, measure, words);
  const sentence = headlineSentence(headline, measure, words);
  return (
    <li className={classes.tile} data-headline={name}>
      <h3>{HEADLINE_LABELS[name]}</h3>
      {estimate === null ? (
        <p className={classes.value} data-missing>
          {"\u2013"}
        </p>
      ) : (
        <>
          <p className={classes.value}>{print(estimate.value)}</p>
          <Interval headline={headline} measure={measure} />
          <p className={classes.interval}>
            {print(estimate.low)} to {print(estimate.high)}
            <span>n = {words.count(n)}</span>
            {few && <span className={classes.few}>few viewers</span>}
          </p>
        </>
      )}
      <p className={classes.sentence}>
        {href === null ? (
          sentence
        ) : (
          <Link href={href}>
            {sentence}
            <PendingMark />
          </Link>
        )}
      </p>
    </li>
  );
}

/** The interval on the measure's whole scale, so that a wide one looks wide. */
function Interval({ headline, measure }: Pick<HeadlineTileProps, "headline" | "measure">) {
  const { estimate, name } = headline;
  if (estimate === null) return null;
  const [least, most] = headlineScale(name, measure);
  const share = (value: number) => Math.min(1, Math.max(0, (value - least) / (most - least))) * 100;
  return (
    <svg className={classes.whisker} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="3.5" width="100" height="1" fill="var(--mantine-color-default-border)" />
      {least < 0 && <rect x="49.8" y="1" width="0.4" height="6" fill="var(--mantine-color-dimmed)" />}
      <rect
        x={share(estimate.low)}
        y="2"
        width={Math.max(0.8, share(estimate.high) - share(estimate.low))}
        height="4"
        rx="1"
        fill="var(--reactline-measured)"
      />
      <rect x={share(estimate.value) - 0.6} y="0" width="1.2" height="8" fill="var(--mantine-color-text)" />
    </svg>
  );
}
