"use client";

import { Group, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { CurvePanel } from "#app/studio/curves/curve-panel.tsx";
import classes from "#app/studio/curves/curves.module.css";
import { drawExpressions } from "#app/studio/curves/draw-expressions.ts";
import { ExpressionChips } from "#app/studio/curves/expression-chips.tsx";
import { ExpressionPreset } from "#app/studio/curves/expression-preset.tsx";
import { HoverReadout } from "#app/studio/curves/hover-readout.tsx";
import { TimeStack } from "#app/studio/curves/time-stack.tsx";
import { percent, score, signedScore } from "#lib/chart/axis-format.ts";
import { valueDomain } from "#lib/chart/domain.ts";
import { respondentCurve, respondentCurves } from "#lib/chart/series.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import type { Basis, Respondent } from "#lib/protocol/timeline.ts";
import { RespondentReadout } from "./respondent-readout.tsx";

interface RespondentChartsProps {
  respondent: Respondent;
  durationSeconds: number;
}

const PLAIN = { colour: "var(--mantine-color-text)", dash: null, prominent: true } as const;
const SHARE_DOMAIN = [0, 1] as const;
const wholePercent = (share: number) => percent(share);

export function RespondentCharts({ respondent, durationSeconds }: RespondentChartsProps) {
  const [basis, setBasis] = useState<Basis>("raw");
  const [shown, setShown] = useState<Expression[]>([...EXPRESSIONS]);
  const [focused, setFocused] = useState<Expression | null>(null);
  const curves = useMemo(() => respondentCurves(respondent, basis), [respondent, basis]);
  const drawn = useMemo(() => drawExpressions(curves, shown), [curves, shown]);
  const [valence, attention, coverage] = useMemo(
    () => [
      [{ ...PLAIN, key: "valence", curve: respondentCurve(respondent, (second) => second.valence) }],
      [{ ...PLAIN, key: "attention", curve: respondentCurve(respondent, (second) => second.attention) }],
      [{ ...PLAIN, key: "coverage", curve: respondentCurve(respondent, (second) => second.coverage) }],
    ],
    [respondent],
  );
  const domain = useMemo(
    () =>
      valueDomain(
        drawn.map(({ curve }) => curve),
        { floor: -1, ceiling: 1 },
      ),
    [drawn],
  );
  const valenceDomain = useMemo(
    () =>
      valueDomain(
        valence.map(({ curve }) => curve),
        { floor: -1, ceiling: 1 },
      ),
    [valence],
  );
  const formatValue = basis === "raw" ? score : signedScore;

  return (
    <>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          aria-label="Scores"
          data-testid="basis-switch"
          value={basis}
          onChange={setBasis}
          data={[
            { value: "raw", label: "Raw" },
            { value: "corrected", label: "Corrected", disabled: respondent.baseline === null },
          ]}
        />
        <ExpressionPreset shown={shown} onChange={setShown} />
      </Group>
      <ExpressionChips
        shown={shown}
        onChange={setShown}
        curves={curves}
        formatValue={formatValue}
        onFocus={setFocused}
      />
      <TimeStack
        simulated={respondent.simulated}
        readout={
          <HoverReadout>
            {(second) => (
              <RespondentReadout
                second={respondent.seconds[second]}
                curves={curves}
                shown={shown}
                formatValue={formatValue}
              />
            )}
          </HoverReadout>
        }
      >
        <div className={classes.curves} data-focus={focused ?? undefined}>
          <CurvePanel
            testId="respondent-chart"
            curves={drawn}
            domain={domain}
            durationSeconds={durationSeconds}
            heightPx={280}
            formatValue={formatValue}
            showTimes
          />
        </div>
        <div className={classes.panelTitle}>
          Coverage <small>share of each second with a valid face</small>
        </div>
        <CurvePanel
          testId="coverage-chart"
          curves={coverage}
          domain={SHARE_DOMAIN}
          durationSeconds={durationSeconds}
          heightPx={80}
          formatValue={wholePercent}
          showTimes={false}
        />
        <div className={classes.panelTitle}>
          Valence <small>happy minus the strongest of angry, disgust, fear and sad</small>
        </div>
        <CurvePanel
          testId="valence-chart"
          curves={valence}
          domain={valenceDomain}
          durationSeconds={durationSeconds}
          heightPx={110}
          formatValue={signedScore}
          showTimes={false}
        />
        <div className={classes.panelTitle}>
          Attention <small>share of the time spent facing the screen</small>
        </div>
        <CurvePanel
          testId="attention-chart"
          curves={attention}
          domain={SHARE_DOMAIN}
          durationSeconds={durationSeconds}
          heightPx={124}
          formatValue={wholePercent}
          showTimes
        />
      </TimeStack>
    </>
  );
}
