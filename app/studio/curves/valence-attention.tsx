"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { Curve } from "#lib/chart/series.ts";
import { MeasurePanel } from "./measure-panel.tsx";

interface ValenceAttentionProps {
  valence: Curve;
  attention: Curve;
  /** Heights of the two plots, px. */
  heightsPx: { valence: number; attention: number };
  /** Only sketched while something above them has still to be drawn. */
  waits?: boolean;
  /** Told once when the second stands. */
  onDrawn?: () => void;
}

/** The two measures that end every stack; the times of the whole stack stand below the second. */
export function ValenceAttention({ valence, attention, heightsPx, waits, onDrawn }: ValenceAttentionProps) {
  const { percent, signed } = useNumberWords();
  return (
    <>
      <MeasurePanel
        title="Valence"
        detail="happy minus the strongest of angry, disgust, fear and sad"
        testId="valence-chart"
        curve={valence}
        scale="signed"
        heightPx={heightsPx.valence}
        formatValue={signed}
        waits={waits}
      />
      <MeasurePanel
        title="Attention"
        detail="share of the time spent facing the screen"
        testId="attention-chart"
        curve={attention}
        scale="share"
        heightPx={heightsPx.attention}
        formatValue={percent}
        showTimes
        waits={waits}
        onDrawn={onDrawn}
      />
    </>
  );
}
