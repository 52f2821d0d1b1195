"use client";

import { Divider } from "@mantine/core";
import { useMemo } from "react";
import { measureSentence } from "#app/studio/campaigns/[id]/timeline/measure-sentence.ts";
import type { DrawnCurve } from "#app/studio/curves/curve-look.ts";
import { CurvePanel } from "#app/studio/curves/curve-panel.tsx";
import { HoverReadout, ReadoutRow } from "#app/studio/curves/hover-readout.tsx";
import { TimeStack } from "#app/studio/curves/time-stack.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { comparisonCurve } from "#lib/chart/comparison-curve.ts";
import { calledSpans } from "#lib/chart/comparison-words.ts";
import { CURVE_LABELS, curveFormat, differenceFormat, isShare } from "#lib/chart/curve-words.ts";
import { valueDomain } from "#lib/chart/domain.ts";
import type { NumberWords } from "#lib/chart/number-words.ts";
import type { Curve, CurvePoint } from "#lib/chart/series.ts";
import type { Comparison } from "#lib/protocol/comparison.ts";
import type { CurveName } from "#lib/protocol/curves.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import classes from "./compare.module.css";
import type { CutTitles } from "./compare-view.tsx";

const DASH = "6 4";
const SHARE = { floor: 0, ceiling: 1 };
const SIGNED = { floor: -1, ceiling: 1 };

interface CompareCurvesProps {
  comparison: Comparison;
  titles: CutTitles;
  curve: CurveName;
}

/** One curve of both cuts over each other and their difference with its band, on the films' clock. */
export function CompareCurves({ comparison, titles, curve }: CompareCurvesProps) {
  const numbers = useNumberWords();
  const { measure } = comparison;
  const shares = isShare(curve, measure);
  const value = curveFormat(curve, comparison, numbers);
  const apart = differenceFormat(curve, measure, numbers);
  const { lines, difference, spans, domains } = useMemo(() => {
    const points = comparison.curves.find((entry) => entry.curve === curve)?.points ?? [];
    const a = comparisonCurve(points, "a");
    const b = comparisonCurve(points, "b");
    const gap = comparisonCurve(points, "difference");
    const drawn = (key: string, of: Curve, colour: string, dash: string | null): DrawnCurve => ({
      key,
      curve: of,
      colour,
      dash,
      prominent: true,
    });
    return {
      lines: [drawn("cut-a", a, "var(--cut-a)", null), drawn("cut-b", b, "var(--cut-b)", DASH)],
      difference: [drawn("difference", gap, "var(--mantine-color-text)", null)],
      spans: calledSpans(comparison).filter((span) => span.curve === curve),
      domains: {
        lines: valueDomain([a, b], shares ? SHARE : SIGNED),
        difference: valueDomain([gap], SIGNED),
      },
    };
  }, [comparison, curve, shares]);
  const panel = { spans, showTimes: true };
  const readout = (
    label: string,
    point: CurvePoint | undefined,
    swatch: string,
    format: (value: number) => string,
  ) => (
    <ReadoutRow
      swatch={<i className={classes[swatch]} />}
      label={label}
      value={point?.value == null ? "\u2013" : format(point.value)}
      detail={point?.band ? `${format(point.band[0])} to ${format(point.band[1])}` : ""}
    />
  );
  return (
    <>
      <p className={classes.legend}>
        <i className={classes.swatchA} /> {titles.a} <i className={classes.swatchB} /> {titles.b}
        {spans.length > 0 && (
          <>
            <i className={classes.spanSwatch} /> called a difference
          </>
        )}
      </p>
      <TimeStack
        simulated={comparison.countedAudience !== "real"}
        readout={
          <HoverReadout>
            {(second) => (
              <>
                {readout(titles.a, lines[0]?.curve[second], "swatchA", value)}
                {readout(titles.b, lines[1]?.curve[second], "swatchB", value)}
                {readout("Difference", difference[0]?.curve[second], "swatchDifference", apart)}
                <Divider my={6} />
                <ReadoutRow
                  label="Viewers"
                  value={numbers.count(lines[0]?.curve[second]?.n ?? 0)}
                  detail={`and ${numbers.count(lines[1]?.curve[second]?.n ?? 0)}`}
                />
              </>
            )}
          </HoverReadout>
        }
      >
        <CurvePanel
          testId="compare-curves"
          curves={lines}
          domain={domains.lines}
          heightPx={280}
          formatValue={value}
          {...panel}
        />
        <p className={classes.panelTitle}>
          Difference{" "}
          <small>
            “{titles.b}” minus “{titles.a}”{shares && ", in points"}, with its 95% interval second by second
          </small>
        </p>
        <CurvePanel
          testId="compare-difference"
          curves={difference}
          domain={domains.difference}
          heightPx={180}
          formatValue={apart}
          {...panel}
        />
      </TimeStack>
      <p className={classes.caption}>{curveSentence(curve, comparison, numbers)}</p>
    </>
  );
}

/** What the lines are: expressions as they were asked for, the rest as means. */
function curveSentence(curve: CurveName, comparison: Comparison, numbers: NumberWords): string {
  const isExpression = EXPRESSIONS.some((expression) => expression === curve);
  const sentence = isExpression
    ? measureSentence(comparison, numbers)
    : "Mean of all measured viewers. Band: 95% interval.";
  return `${CURVE_LABELS[curve]}. ${sentence}`;
}
