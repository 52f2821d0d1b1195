"use client";

import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { pointPlace } from "#lib/chart/comparison-words.ts";
import { curveFormat, differenceFormat, isShare } from "#lib/chart/curve-words.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import type { CurveName } from "#lib/protocol/curves.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import classes from "./compare.module.css";
import type { CutTitles } from "./compare-view.tsx";

interface CompareNumbersProps {
  comparison: Comparison;
  titles: CutTitles;
  curve: CurveName;
}

/** One curve of both cuts in numbers, a row a second or a scene, from which both films can be seen. */
export function CompareNumbers({ comparison, titles, curve }: CompareNumbersProps) {
  const cursor = useTimeCursor();
  const numbers = useNumberWords();
  const points = comparison.curves.find((entry) => entry.curve === curve)?.points ?? [];
  const print = (estimate: Estimate | null, format: (value: number) => string) =>
    estimate === null
      ? "\u2013"
      : `${format(estimate.value)} (${format(estimate.low)} to ${format(estimate.high)})`;
  const value = curveFormat(curve, comparison, numbers);
  const apart = differenceFormat(curve, comparison.measure, numbers);
  const byScenes = comparison.alignment === "scenes";
  const table = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={classes.tableScroll} tabIndex={0} aria-label="Numbers of both cuts">
      <table className={classes.table} data-testid="compare-numbers">
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">{titles.a}</th>
            <th scope="col">n</th>
            <th scope="col">{titles.b}</th>
            <th scope="col">n</th>
            <th scope="col">Difference{isShare(curve, comparison.measure) && ", points"}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => {
            const place = pointPlace(comparison, at);
            return (
              <tr key={place}>
                <th scope="row">
                  {byScenes ? (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      leftSection={<IconPlayerPlay size={14} />}
                      aria-label={`Show ${place} in both films`}
                      onClick={() => cursor.seek(comparison.points[at]!.a.startSecond)}
                    >
                      {place}
                    </Button>
                  ) : (
                    place
                  )}
                </th>
                <td>{print(point.a, value)}</td>
                <td>{numbers.count(point.nA)}</td>
                <td>{print(point.b, value)}</td>
                <td>{numbers.count(point.nB)}</td>
                <td>{print(point.difference, apart)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
  if (byScenes) return table;
  return (
    <details className={classes.details}>
      <summary>Second by second, in numbers</summary>
      {table}
    </details>
  );
}
