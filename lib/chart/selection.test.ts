import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import {
  DEFAULT_SELECTION,
  readSelection,
  type Selection,
  timelineQueryString,
  toggleExpression,
  writeSelection,
} from "./selection.ts";

const read = (query: string) => readSelection(new URLSearchParams(query));

describe("a selection in the address", () => {
  it("is real viewers, corrected, share at 0.25, all seven, when nothing is said", () => {
    expect(DEFAULT_SELECTION).toEqual({
      videoId: undefined,
      audience: "real",
      basis: "corrected",
      threshold: 0.25,
      measure: "share",
      expressions: [...EXPRESSIONS],
      smoothing: 0,
      segments: [],
      curve: "happy",
      zoom: null,
      at: null,
    });
    expect(writeSelection(DEFAULT_SELECTION)).toBe("");
  });

  it("comes back as it was written", () => {
    const selection: Selection = {
      videoId: 7,
      audience: "simulated",
      basis: "raw",
      threshold: 0.4,
      measure: "mean",
      expressions: ["happy", "surprise"],
      smoothing: 3,
      segments: [3, 7],
      curve: "valence",
      zoom: { from: 12.5, to: 20 },
      at: 14.2,
    };
    expect(read(writeSelection(selection))).toEqual(selection);
  });

  it("can show no curve at all", () => {
    expect(read(writeSelection({ ...DEFAULT_SELECTION, expressions: [] })).expressions).toEqual([]);
  });

  it("falls back, part by part, on what it cannot read", () => {
    const selection = read(
      "audience=everybody&basis=raw&threshold=0.27&measure=median&videoId=x&zoom=9-3&at=soon",
    );
    expect(selection).toEqual({ ...DEFAULT_SELECTION, basis: "raw" });
  });

  it("gives the API only what decides the numbers, and always says which audience", () => {
    const query = timelineQueryString({ ...DEFAULT_SELECTION, measure: "mean", expressions: ["sad"] });
    expect(query).toBe("audience=real&basis=corrected&threshold=0.25");
  });

  it("asks the API for the one segment that is chosen, and for none when several are laid over each other", () => {
    expect(timelineQueryString({ ...DEFAULT_SELECTION, segments: [3] })).toMatch(/&segment=3$/);
    expect(timelineQueryString({ ...DEFAULT_SELECTION, segments: [3, 4] })).not.toContain("segment");
    expect(timelineQueryString({ ...DEFAULT_SELECTION, segments: [3, 4] }, 4)).toMatch(/&segment=4$/);
  });

  it("keeps the product's order when an expression is added", () => {
    expect(toggleExpression(["surprise"], "angry")).toEqual(["angry", "surprise"]);
    expect(toggleExpression(["angry", "surprise"], "angry")).toEqual(["surprise"]);
  });
});
