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
    };
    expect(read(writeSelection(selection))).toEqual(selection);
  });

  it("can show no curve at all", () => {
    expect(read(writeSelection({ ...DEFAULT_SELECTION, expressions: [] })).expressions).toEqual([]);
  });

  it("falls back, part by part, on what it cannot read", () => {
    const selection = read("audience=everybody&basis=raw&threshold=0.27&measure=median&videoId=x");
    expect(selection).toEqual({ ...DEFAULT_SELECTION, basis: "raw" });
  });

  it("gives the API only what decides the numbers, and always says which audience", () => {
    const query = timelineQueryString({ ...DEFAULT_SELECTION, measure: "mean", expressions: ["sad"] });
    expect(query).toBe("audience=real&basis=corrected&threshold=0.25");
  });

  it("keeps the product's order when an expression is added", () => {
    expect(toggleExpression(["surprise"], "angry")).toEqual(["angry", "surprise"]);
    expect(toggleExpression(["angry", "surprise"], "angry")).toEqual(["surprise"]);
  });
});
