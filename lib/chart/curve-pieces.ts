import type { Curve, CurvePoint } from "./series.ts";

/** Pieces of a curve without the seconds in which it has none of what is drawn: a gap is never bridged. */
export function pieces(curve: Curve, has: (point: CurvePoint) => boolean = hasValue): CurvePoint[][] {
  const found: CurvePoint[][] = [];
  let piece: CurvePoint[] = [];
  for (const point of curve) {
    if (!has(point)) piece = [];
    else if (piece.push(point) === 1) found.push(piece);
  }
  return found;
}

const hasValue = ({ value }: CurvePoint) => value !== null;

/** How a picture places a point: `x,y` of a second and a value, as SVG lists them. */
export type PlacePoint = (atSeconds: number, value: number) => string;

/** Points of the polygons that a curve's band is, forth along its upper edge and back along its lower. */
export function bandOutlines(curve: Curve, place: PlacePoint): string[] {
  return pieces(curve, ({ band }) => band !== null)
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const edge = (end: 0 | 1) => piece.map(({ atSeconds, band }) => place(atSeconds, band![end]));
      return [...edge(1), ...edge(0).reverse()].join(" ");
    });
}

/** Points of the lines that a curve is, a list for each piece; a piece of one point is a dot. */
export function linePoints(curve: Curve, place: PlacePoint): string[][] {
  return pieces(curve).map((piece) => piece.map(({ atSeconds, value }) => place(atSeconds, value ?? 0)));
}
