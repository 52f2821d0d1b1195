"use client";

import { Text, Title } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { HEADLINE_LABELS, headlineReading, headlineValue } from "#lib/chart/headline-words.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import { HEADLINES, type Headline, type HeadlineName, headlineIsShare } from "#lib/protocol/overview.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import classes from "./compare.module.css";
import type { CutTitles } from "./compare-view.tsx";

/** The headline measures of both cuts beside each other, each with its interval and n. */
export function CompareHeadlines({ comparison, titles }: { comparison: Comparison; titles: CutTitles }) {
  const numbers = useNumberWords();
  const { summaryA, summaryB, measure } = comparison;
  if (summaryA === null || summaryB === null) return null;
  const cell = ({ name, estimate, n, few }: Headline) => {
    if (estimate === null) return "–";
    const print = (value: number) => headlineValue(name, value, measure, numbers);
    return (
      <>
        <strong>{print(estimate.value)}</strong>{" "}
        <span className={classes.interval}>
          {print(estimate.low)} to {print(estimate.high)},{" "}
          <span className={classes.count}>n = {numbers.count(n)}</span>
          {few && ", few viewers"}
        </span>
      </>
    );
  };
  const difference = (name: HeadlineName, estimate: Estimate | null) => {
    if (estimate === null) return "–";
    const isShare = headlineIsShare(name, measure);
    const print = (value: number) => (isShare ? numbers.signed(100 * value, 0) : numbers.signed(value));
    const text = `${print(estimate.value)}${isShare ? " points" : ""}`;
    const apart = estimate.low > 0 || estimate.high < 0;
    return (
      <>
        {apart ? <strong>{text}</strong> : text}{" "}
        <span className={classes.interval}>
          {print(estimate.low)} to {print(estimate.high)}
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
        {headlineReading(comparison, numbers)} Each has its 95% interval over viewers. A difference whose
        interval leaves out zero is bold. Among nine, chance alone makes at least one bold in up to 37 of 100
        comparisons of cuts that are alike.
      </Text>
      <div className={classes.headlines}>
        <table className={classes.table} data-testid="compare-headlines">
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">{titles.a}</th>
              <th scope="col">{titles.b}</th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {HEADLINES.map((name, i) => (
              <tr key={name} data-headline={name}>
                <th scope="row">{HEADLINE_LABELS[name]}</th>
                <td data-label={titles.a}>{cell(summaryA.headlines[i]!)}</td>
                <td data-label={titles.b}>{cell(summaryB.headlines[i]!)}</td>
                <td data-label="Difference">{difference(name, comparison.headlineDifferences[i] ?? null)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
