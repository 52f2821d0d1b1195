import { describe, expect, it } from "vitest";
import { parseTime, preciseTime } from "./clock-text.ts";

describe("positions in a film", () => {
  it("are written to a tenth of a second", () => {
    expect([0, 12_500, 62_040, 119_960].map(preciseTime)).toEqual(["0:00", "0:12.5", "1:02", "2:00"]);
  });

  it("are read as people type them, and nothing else is", () => {
    expect(["12", "12.5", "0:12.5", "1:02", " 1:02,25 "].map(parseTime)).toEqual([
      12_000, 12_500, 12_500, 62_000, 62_250,
    ]);
    expect(["", "x", "1:60", "1:2:3", "-1", "12."].map(parseTime)).toEqual(new Array(6).fill(null));
  });
});
