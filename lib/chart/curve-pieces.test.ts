import { describe, expect, it } from "vitest";
import { bandOutlines, linePoints, pieces } from "./curve-pieces.ts";
import type { Curve, CurvePoint } from "./series.ts";

const point = (second: number, value: number | null, band: CurvePoint["band"] = null): CurvePoint => ({
  second,
  atSeconds: second + 0.5,
  value,
  band,
  n: 40,
  alone: false,
});
const place = (atSeconds: number, value: number) => `${atSeconds},${value}`;
const curve: Curve = [
  point(0, 0.1, [0, 0.2]),
  point(1, 0.2, [0.1, 0.3]),
  point(2, 0.3),
  point(3, 0.4, [0.3, 0.5]),
  point(4, null),
  point(5, 0.6),
];

describe("pieces of a curve", () => {
  it("end where a value is missing, and never bridge it", () => {
    expect(pieces(curve).map((piece) => piece.map(({ second }) => second))).toEqual([[0, 1, 2, 3], [5]]);
    expect(linePoints(curve, place)).toEqual([["0.5,0.1", "1.5,0.2", "2.5,0.3", "3.5,0.4"], ["5.5,0.6"]]);
  });

  it("end for a band where the band is missing, though the line goes on; one second has no area", () => {
    expect(bandOutlines(curve, place)).toEqual(["0.5,0.2 1.5,0.3 1.5,0.1 0.5,0"]);
  });
});
