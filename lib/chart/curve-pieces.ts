import type { Curve, CurvePoint } from "./series.ts";

/** Pieces of a curve without what is missing: a gap is never bridged. */
export function pieces(curve: Curve): CurvePoint[][] {
  const found: CurvePoint[][] = [];
  let piece: CurvePoint[] = [];
  for (const point of curve) {
    if (point.value === null) piece = [];
    else if (piece.push(point) === 1) found.push(piece);
  }
  return found;
}
