"use client";

import { Group, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { ExpressionChips } from "#app/studio/curves/expression-chips.tsx";
import { ExpressionPanel } from "#app/studio/curves/expression-panel.tsx";
import { ExpressionPreset } from "#app/studio/curves/expression-preset.tsx";
import { HoverReadout } from "#app/studio/curves/hover-readout.tsx";
import { MeasurePanel } from "#app/studio/curves/measure-panel.tsx";
import { TimeStack } from "#app/studio/curves/time-stack.tsx";
import { ValenceAttention } from "#app/studio/curves/valence-attention.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { respondentCurve, respondentCurves } from "#lib/chart/series.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";
import type { Basis } from "#lib/protocol/timeline.ts";
import { RespondentReadout } from "./respondent-readout.tsx";

const SIGNED = { floor: -1, ceiling: 1 };

export function RespondentCharts({ respondent }: { respondent: Respondent }) {
  const [basis, setBasis] = useState<Basis>("raw");
  const [shown, setShown] = useState<Expression[]>([...EXPRESSIONS]);
  const [focused, setFocused] = useState<Expression | null>(null);
  const curves = useMemo(() => respondentCurves(respondent, basis), [respondent, basis]);
  const [valence, attention, coverage] = useMemo(
    () => [
      respondentCurve(respondent, (second) => second.valence),
      respondentCurve(respondent, (second) => second.attention),
      respondentCurve(respondent, (second) => second.coverage),
    ],
    [respondent],
  );
  const { percent, decimal, signed } = useNumberWords();
  const formatValue = basis === "raw" ? decimal : signed;

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
        <ExpressionPanel
          testId="respondent-chart"
          curves={curves}
          shown={shown}
          focused={focused}
          limits={SIGNED}
          heightPx={280}
          formatValue={formatValue}
          showTimes
        />
        <MeasurePanel
          title="Coverage"
          detail="share of each second with a valid face"
          testId="coverage-chart"
          curve={coverage}
          scale="share"
          heightPx={80}
          formatValue={percent}
        />
        <ValenceAttention
          valence={valence}
          attention={attention}
          heightsPx={{ valence: 110, attention: 124 }}
        />
      </TimeStack>
    </>
  );
}
