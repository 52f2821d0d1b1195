"use client";

import { useMemo, useState } from "react";
import { CurvePanel, type DrawnCurve } from "#app/studio/curves/curve-panel.tsx";
import classes from "#app/studio/curves/curves.module.css";
import { drawExpressions } from "#app/studio/curves/draw-expressions.ts";
import { ExpressionChips } from "#app/studio/curves/expression-chips.tsx";
import { ExpressionPreset } from "#app/studio/curves/expression-preset.tsx";
import { HoverReadout } from "#app/studio/curves/hover-readout.tsx";
import { StripPanel } from "#app/studio/curves/strip-panel.tsx";
import { TimeStack } from "#app/studio/curves/time-stack.tsx";
import { percent, score, signedScore } from "#lib/chart/axis-format.ts";
import { valueDomain } from "#lib/chart/domain.ts";
import { stripPoints } from "#lib/chart/losses.ts";
import type { Selection } from "#lib/chart/selection.ts";
import { attentionCurve, audienceCurves, valenceCurve } from "#lib/chart/series.ts";
import type { Expression } from "#lib/protocol/expressions.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { AudienceReadout } from "./audience-readout.tsx";
import { PlotNote } from "./plot-note.tsx";
import own from "./timeline.module.css";

interface AudienceChartsProps {
  timeline: Timeline;
  selection: Selection;
  durationSeconds: number;
  onShow: (expressions: Expression[]) => void;
}

const single = (key: string, curve: DrawnCurve["curve"], colour: string): DrawnCurve[] => [
  { key, curve, colour, dash: null, prominent: true },
];

/** Expressions, valid n, valence and attention of one audience, stacked on the video's time. */
export function AudienceCharts({ timeline, selection, durationSeconds, onShow }: AudienceChartsProps) {
  const { measure, expressions } = selection;
  const [focused, setFocused] = useState<Expression | null>(null);
  const curves = useMemo(() => audienceCurves(timeline, measure), [timeline, measure]);
  const strip = useMemo(() => stripPoints(timeline), [timeline]);
  const valence = useMemo(() => single("valence", valenceCurve(timeline), VALENCE_COLOUR), [timeline]);
  const attention = useMemo(
    () => single("attention", attentionCurve(timeline), ATTENTION_COLOUR),
    [timeline],
  );
  const drawn = useMemo(() => drawExpressions(curves, expressions), [curves, expressions]);
  const domain = useMemo(
    () =>
      valueDomain(
        drawn.map(({ curve }) => curve),
        measure === "share" ? { floor: 0, ceiling: 1 } : { floor: -1, ceiling: 1 },
      ),
    [drawn, measure],
  );
  const valenceDomain = useMemo(() => valueDomain([valence[0]!.curve], { floor: -1, ceiling: 1 }), [valence]);
  const formatValue = measure === "share" ? percent : timeline.basis === "raw" ? score : signedScore;

  return (
    <>
      <ExpressionChips
        shown={expressions}
        onChange={onShow}
        curves={curves}
        formatValue={formatValue}
        onFocus={setFocused}
      />
      <div className={own.presetRow}>
        <ExpressionPreset shown={expressions} onChange={onShow} />
      </div>
      <TimeStack
        simulated={timeline.audience === "simulated"}
        readout={
          <HoverReadout>
            {(second) => (
              <AudienceReadout
                second={second}
                timeline={timeline}
                curves={curves}
                shown={expressions}
                strip={strip}
                formatValue={formatValue}
              />
            )}
          </HoverReadout>
        }
      >
        <div className={`${classes.curves} ${own.plot}`} data-focus={focused ?? undefined}>
          <CurvePanel
            testId="timeline-chart"
            curves={drawn}
            domain={domain}
            durationSeconds={durationSeconds}
            heightPx={300}
            formatValue={measure === "share" ? wholePercent : formatValue}
            showTimes={false}
          />
          <PlotNote timeline={timeline} />
        </div>
        <div className={classes.panelTitle}>
          Viewers measured <small>with valid expression scores, of those who reached the second</small>
        </div>
        <StripPanel points={strip} durationSeconds={durationSeconds} />
        <div className={classes.panelTitle}>
          Valence <small>happy minus the strongest of angry, disgust, fear and sad</small>
        </div>
        <CurvePanel
          testId="valence-chart"
          curves={valence}
          domain={valenceDomain}
          durationSeconds={durationSeconds}
          heightPx={116}
          formatValue={signedScore}
          showTimes={false}
        />
        <div className={classes.panelTitle}>
          Attention <small>share of the time spent facing the screen</small>
        </div>
        <CurvePanel
          testId="attention-chart"
          curves={attention}
          domain={ATTENTION_DOMAIN}
          durationSeconds={durationSeconds}
          heightPx={132}
          formatValue={wholePercent}
          showTimes
        />
      </TimeStack>
    </>
  );
}

const VALENCE_COLOUR = "var(--mantine-color-text)";
const ATTENTION_COLOUR = "var(--mantine-color-text)";
const ATTENTION_DOMAIN = [0, 1] as const;
const wholePercent = (share: number) => percent(share);
