import type { Curve } from "#lib/chart/series.ts";

interface LoneDotProps {
  curve: Curve;
  /** Given by Recharts. */
  cx?: number;
  cy?: number;
  index?: number;
  stroke?: string;
}

/** Marks a second whose neighbours are missing; every other second is part of the line. */
export function LoneDot({ curve, cx, cy, index, stroke }: LoneDotProps) {
  if (index === undefined || !curve[index]?.alone || cx === undefined || cy === undefined) return null;
  return <circle cx={cx} cy={cy} r={3} fill={stroke} />;
}
