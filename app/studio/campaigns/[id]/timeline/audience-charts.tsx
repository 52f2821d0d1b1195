"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import { ExpressionChips } from "#app/studio/curves/expression-chips.tsx";
import { ExpressionPanel } from "#app/studio/curves/expression-panel.tsx";
import { ExpressionPreset } from "#app/studio/curves/expression-preset.tsx";
import { HoverReadout } from "#app/studio/curves/hover-readout.tsx";
import { SmoothingChoice } from "#app/studio/curves/smoothing-choice.tsx";
import { TimeStack } from "#app/studio/curves/time-stack.tsx";
import { ValenceAttention } from "#app/studio/curves/valence-attention.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { stripPoints } from "#lib/chart/losses.ts";
import type { Selection } from "#lib/chart/selection.ts";
import { attentionCurve, audienceCurves, valenceCurve } from "#lib/chart/series.ts";
import { smoothCurve, smoothCurves } from "#lib/chart/smooth-curve.ts";
import type { Expression } from "#lib/protocol/expressions.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { AudienceReadout } from "./audience-readout.tsx";
import { LossPanel } from "./loss-panel.tsx";
import { PlotNote } from "./plot-note.tsx";
import own from "./timeline.module.css";

interface AudienceChartsProps {
  timeline: Timeline;
  selection: Selection;
  select: (part: Partial<Selection>) => void;
  /** Scenes and notes, over the curves. */
  lanes?: ReactNode;
  /** Height of the main chart, px. */
  heightPx: number;
  /** Told once when all of them have been drawn. */
  onDrawn: () => void;
}

/**
 * Expressions, valid n, valence and attention of one audience, stacked on the video's time. Recharts draws the expressions
 * first: a reader looks at them, and each chart takes it a tenth of a second.
 */
export function AudienceCharts(props: AudienceChartsProps) {
  const { timeline, selection, select, lanes, heightPx, onDrawn } = props;
  const { measure, expressions, smoothing } = selection;
  const [focused, setFocused] = useState<Expression | null>(null);
  const [mainDrawn, setMainDrawn] = useState(false);
  const tellMainDrawn = useCallback(() => setMainDrawn(true), []);
  const curves = useMemo(() => audienceCurves(timeline, measure), [timeline, measure]);
  const strip = useMemo(() => stripPoints(timeline), [timeline]);
  // Drawn alone: chips and readout tell the numbers as they are stored.
  const drawn = useMemo(() => smoothCurves(curves, smoothing), [curves, smoothing]);
  const valence = useMemo(() => smoothCurve(valenceCurve(timeline), smoothing), [timeline, smoothing]);
  const attention = useMemo(() => smoothCurve(attentionCurve(timeline), smoothing), [timeline, smoothing]);
  const onShow = (next: Expression[]) => select({ expressions: next });
  const { percent, decimal, signed } = useNumberWords();
  const formatValue = measure === "share" ? percent : timeline.basis === "raw" ? decimal : signed;

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
        <SmoothingChoice smoothing={smoothing} onChange={(next) => select({ smoothing: next })} />
        <ExpressionPreset shown={expressions} onChange={onShow} />
      </div>
      <TimeStack
        simulated={timeline.countedAudience !== "real"}
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
        {lanes}
        <ExpressionPanel
          testId="timeline-chart"
          curves={drawn}
          shown={expressions}
          focused={focused}
          limits={measure === "share" ? SHARE : SIGNED}
          heightPx={heightPx}
          formatValue={formatValue}
          onDrawn={tellMainDrawn}
        >
          <PlotNote timeline={timeline} />
        </ExpressionPanel>
        <LossPanel points={strip} waits={!mainDrawn} />
        <ValenceAttention
          valence={valence}
          attention={attention}
          heightsPx={{ valence: 116, attention: 132 }}
          waits={!mainDrawn}
          onDrawn={onDrawn}
        />
      </TimeStack>
    </>
  );
}

const SHARE = { floor: 0, ceiling: 1 };
const SIGNED = { floor: -1, ceiling: 1 };
