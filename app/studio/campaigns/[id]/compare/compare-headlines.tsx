"use client";

import { Text, Title } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { HEADLINE_LABELS } from "#lib/chart/headline-words.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import { HEADLINES, type Headline } from "#lib/protocol/overview.ts";
import classes from "./compare.module.css";
import type { CutTitles } from "./compare-view.tsx";

/** The headline measures of both cuts beside each other, each with its interval and n. */
export function CompareHeadlines({ comparison, titles }: { comparison: Comparison; titles: CutTitles }) {
  const numbers = useNumberWords();
  const { summaryA, summaryB } = comparison;
  if (summaryA === null || summaryB === null) return null;
  const cell = ({ name, estimate, n, few }: Headline) => {
    if (estimate === null) return "–";
    const print = name === "valence" ? numbers.signed : numbers.percent;
    return (
      <>
        <strong>{print(estimate.value)}</strong>{" "}
        <span className={classes.interval}>
          {print(estimate.low)} to {print(estimate.high)}, n = {numbers.count(n)}
          {few && ", few viewers"}
        </span>
      </>
    );
  };
  return (
    <section className={classes.card} aria-labelledby="compare-headlines">
      <Title order={2} size="h3" id="compare-headlines">
        Headline measures
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Each with its 95% interval over viewers. Intervals that do not overlap differ; ones that overlap may,
        too.
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.tableScroll} tabIndex={0} aria-label="Headline measures of both cuts">
        <table className={classes.table} data-testid="compare-headlines">
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">{titles.a}</th>
              <th scope="col">{titles.b}</th>
            </tr>
          </thead>
          <tbody>
            {HEADLINES.map((name, i) => (
              <tr key={name} data-headline={name}>
                <th scope="row">{HEADLINE_LABELS[name]}</th>
                <td>{cell(summaryA.headlines[i]!)}</td>
                <td>{cell(summaryB.headlines[i]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
