import type { Curve } from "#lib/chart/series.ts";

export interface DrawnCurve {
  key: string;
  curve: Curve;
  /** Any CSS colour; a variable follows the colour scheme without drawing again. */
  colour: string;
  dash: string | null;
  prominent: boolean;
}

export interface CurvePanelProps {
  curves: readonly DrawnCurve[];
  domain: readonly [number, number];
  heightPx: number;
  formatValue: (value: number) => string;
  showTimes: boolean;
  /** Spans of whole seconds that are shaded behind the curves. */
  spans?: readonly { from: number; to: number }[];
  testId?: string;
}

/** Seven bands lie over each other where nothing happens; faint ones leave the lines readable. */
export const BAND_OPACITY = { prominent: 0.15, other: 0.045 } as const;
export const LINE_WIDTH_PX = { prominent: 2.5, other: 1.75 } as const;
