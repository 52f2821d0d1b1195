import { describe, expect, it } from "vitest";
import { type SegmentExpression, segmentExpressionSchema } from "#lib/protocol/segment.ts";
import { changeNode, expressionOf, newGroup, newRow, segmentWords, treeOf } from "./segment-tree.ts";

const AGE = { key: "age", title: "Age band", values: ["18-24", "25-34"] };

const EXPRESSIONS: [string, SegmentExpression][] = [
  ["Age band is 18-24 or 25-34", { variable: "age", in: ["18-24", "25-34"] }],
  [
    "Age band is 18-24 and Device is not phone",
    { all: [{ variable: "age", in: ["18-24"] }, { not: { device: ["phone"] } }] },
  ],
  [
    "Age band is 18-24 or (Device is tablet and Quality grade is 5 or 6 (best))",
    { any: [{ variable: "age", in: ["18-24"] }, { all: [{ device: ["tablet"] }, { grade: [5, 6] }] }] },
  ],
  [
    "not (Viewers is real or Device is phone)",
    { not: { any: [{ simulated: false }, { device: ["phone"] }] } },
  ],
];

describe("a segment in a form", () => {
  it.each(EXPRESSIONS)("comes back as it was, and in words: %s", (words, expression) => {
    expect(expressionOf(treeOf(expression))).toEqual(expression);
    expect(segmentWords(expression, [AGE])).toBe(words);
    expect(segmentExpressionSchema.parse(expression)).toEqual(expression);
  });

  it("is none while a row has no answer or a group no row", () => {
    expect(expressionOf(newGroup("all", []))).toBeNull();
    expect(expressionOf(newGroup("all", [newRow("device")]))).toBeNull();
    expect(expressionOf(newGroup("any", [newRow("device", ["phone"]), newGroup("all", [])]))).toBeNull();
  });

  it("is changed node by node", () => {
    const inner = newRow("device", ["phone"]);
    const tree = newGroup("all", [
      newRow("grade", ["6"]),
      newGroup("any", [inner, newRow("device", ["tablet"])]),
    ]);
    const without = changeNode(tree, inner.key, () => null);
    expect(expressionOf(without)).toEqual({ all: [{ grade: [6] }, { device: ["tablet"] }] });
    const negated = changeNode(tree, inner.key, (node) => ({ ...node, not: true }));
    expect(expressionOf(negated)).toEqual({
      all: [{ grade: [6] }, { any: [{ not: { device: ["phone"] } }, { device: ["tablet"] }] }],
    });
  });
});
