import type { Curve } from "#lib/chart/series.ts";
import { LONE_DOT_PX } from "./plot-geometry.ts";

interface LoneDotProps {
  curve: Curve;
  /** The rows that are drawn, by their index in the curve. */
  rows: readonly { index: number }[];
  /** Given by Recharts. */
  cx?: number;
  cy?: number;
  index?: number;
  stroke?: string;
}

/** Marks a second whose neighbours are missing; every other second is part of the line. */
export function LoneDot({ curve, rows, cx, cy, index, stroke }: LoneDotProps) {
  const point = index === undefined ? undefined : curve[rows[index]?.index ?? -1];
  if (!point?.alone || cx === undefined || cy === undefined) return null;
  return <circle cx={cx} cy={cy} r={LONE_DOT_PX} fill={stroke} />;
}
