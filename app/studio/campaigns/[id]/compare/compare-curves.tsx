"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import { calledSpans, curveLabel, spanPlace } from "#lib/chart/comparison-words.ts";
import type { ComparedPoint, Comparison } from "#lib/protocol/comparison.ts";
import type { CurveName } from "#lib/protocol/curves.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import classes from "./compare.module.css";
import { CompareChart, type ComparedLine } from "./compare-chart.tsx";
import type { CutTitles } from "./compare-view.tsx";

const COLOUR = { a: "var(--cut-a)", b: "var(--cut-b)" } as const;

interface CompareCurvesProps {
  comparison: Comparison;
  titles: CutTitles;
  curve: CurveName;
}

/** One curve of both cuts over each other, their difference with its band, and the same in numbers. */
export function CompareCurves({ comparison, titles, curve }: CompareCurvesProps) {
  const points = comparison.curves.find((entry) => entry.curve === curve)?.points ?? [];
  const spans = calledSpans(comparison).filter((span) => span.curve === curve);
  const line = (
    key: string,
    colour: string,
    read: (point: ComparedPoint) => Estimate | null,
  ): ComparedLine => ({
    key,
    colour,
    estimates: points.map(read),
  });
  return (
    <>
      {comparison.alignment === "seconds" && (
        <>
          <p className={classes.legend}>
            <i style={{ background: COLOUR.a }} /> {titles.a}{" "}
            <i style={{ background: COLOUR.b }} data-dashed /> {titles.b}
            {spans.length > 0 && (
              <>
                <i className={classes.spanSwatch} /> called a difference
              </>
            )}
          </p>
          <CompareChart
            label={`${curveLabel(curve)} of both cuts`}
            testId="compare-curves"
            lines={[
              line("a", COLOUR.a, ({ a }) => a),
              { ...line("b", COLOUR.b, ({ b }) => b), dashed: true },
            ]}
            spans={spans}
            heightPx={260}
          />
          <p className={classes.panelTitle}>
            Difference, {titles.b} minus {titles.a} <small>with its 95% interval second by second</small>
          </p>
          <CompareChart
            label={`Difference of ${curveLabel(curve).toLowerCase()}`}
            testId="compare-difference"
            lines={[line("difference", "var(--mantine-color-text)", ({ difference }) => difference)]}
            spans={spans}
            heightPx={170}
          />
        </>
      )}
      <Numbers comparison={comparison} titles={titles} points={points} />
    </>
  );
}

interface NumbersProps {
  comparison: Comparison;
  titles: CutTitles;
  points: readonly ComparedPoint[];
}

function Numbers({ comparison, titles, points }: NumbersProps) {
  const { signed, count } = useNumberWords();
  const print = (estimate: Estimate | null) =>
    estimate === null
      ? "–"
      : `${signed(estimate.value)} (${signed(estimate.low)} to ${signed(estimate.high)})`;
  const place = (at: number) =>
    spanPlace(
      { from: at, to: at + 1, curve: "happy", higher: "a", mass: 0, p: 1, difference: 0 },
      comparison,
    );
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
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <tr key={place(at)}>
              <th scope="row">{place(at)}</th>
              <td>{print(point.a)}</td>
              <td>{count(point.nA)}</td>
              <td>{print(point.b)}</td>
              <td>{count(point.nB)}</td>
              <td>{print(point.difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
  if (comparison.alignment === "scenes") return table;
  return (
    <details className={classes.details}>
      <summary>Second by second, in numbers</summary>
      {table}
    </details>
  );
}
