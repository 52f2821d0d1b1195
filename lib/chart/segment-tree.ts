import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { BEST_GRADE, WORST_GRADE } from "#lib/protocol/quality.ts";
import { DEVICE_KINDS, GRADES, type SegmentExpression } from "#lib/protocol/segment.ts";

/** A segment as a form holds it: groups of terms, each with a sign of its own. */
export type SegmentNode = SegmentGroup | SegmentRow;

export interface SegmentGroup {
  kind: "group";
  /** Tells nodes apart while the form is open. */
  key: number;
  not: boolean;
  join: "all" | "any";
  children: SegmentNode[];
}

export interface SegmentRow {
  kind: "row";
  key: number;
  not: boolean;
  /** "variable:<key>", "device", "grade" or "simulated". */
  field: string;
  values: string[];
}

/** What can be asked of a viewer, and the answers there are. */
export interface SegmentField {
  field: string;
  title: string;
  options: { value: string; label: string }[];
}

export function segmentFields(variables: readonly SegmentVariable[]): SegmentField[] {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return [
    ...variables.map(({ key, title, values }) => ({
      field: `variable:${key}`,
      title,
      options: plain(values),
    })),
    { field: "device", title: "Device", options: plain(DEVICE_KINDS) },
    { field: "grade", title: "Quality grade", options: GRADES.map(gradeOption) },
    {
      field: "simulated",
      title: "Viewers",
      options: [
        { value: "false", label: "real" },
        { value: "true", label: "simulated" },
      ],
    },
  ];
}

function gradeOption(grade: number): { value: string; label: string } {
  const meaning = grade === BEST_GRADE ? " (best)" : grade === WORST_GRADE ? " (unusable)" : "";
  return { value: String(grade), label: `${grade}${meaning}` };
}

let lastKey = 0;

export function newRow(field: string, values: string[] = [], not = false): SegmentRow {
  return { kind: "row", key: ++lastKey, not, field, values };
}

export function newGroup(join: "all" | "any", children: SegmentNode[], not = false): SegmentGroup {
  return { kind: "group", key: ++lastKey, not, join, children };
}

/** The form of an expression; its outermost part is always a group. */
export function treeOf(expression: SegmentExpression): SegmentGroup {
  const node = nodeOf(expression, false);
  return node.kind === "group" ? node : newGroup("all", [node]);
}

function nodeOf(expression: SegmentExpression, not: boolean): SegmentNode {
  if ("not" in expression) return nodeOf(expression.not, !not);
  if ("all" in expression)
    return newGroup(
      "all",
      expression.all.map((part) => nodeOf(part, false)),
      not,
    );
  if ("any" in expression)
    return newGroup(
      "any",
      expression.any.map((part) => nodeOf(part, false)),
      not,
    );
  if ("variable" in expression) return newRow(`variable:${expression.variable}`, expression.in, not);
  if ("device" in expression) return newRow("device", expression.device, not);
  if ("grade" in expression) return newRow("grade", expression.grade.map(String), not);
  return newRow("simulated", [String(expression.simulated)], not);
}

/** The expression of a form; null while a row has no answer or a group no row. */
export function expressionOf(node: SegmentNode): SegmentExpression | null {
  const inner = node.kind === "group" ? groupExpression(node) : rowExpression(node);
  return inner && node.not ? { not: inner } : inner;
}

function groupExpression({ join, children }: SegmentGroup): SegmentExpression | null {
  const parts = children.map(expressionOf);
  if (parts.length === 0 || parts.some((part) => part === null)) return null;
  const known = parts.filter((part) => part !== null);
  if (known.length === 1) return known[0] ?? null;
  return join === "all" ? { all: known } : { any: known };
}

function rowExpression({ field, values }: SegmentRow): SegmentExpression | null {
  if (values.length === 0) return null;
  if (field === "device") return { device: DEVICE_KINDS.filter((kind) => values.includes(kind)) };
  if (field === "grade") return { grade: values.map(Number) };
  if (field === "simulated") return { simulated: values[0] === "true" };
  return { variable: field.slice("variable:".length), in: values };
}

/** The tree with `change` made to one of its nodes; null takes the node away. */
export function changeNode<Node extends SegmentNode>(
  node: Node,
  key: number,
  change: (node: SegmentNode) => SegmentNode | null,
): Node {
  if (node.kind !== "group") return node;
  const children = node.children.flatMap((child) => {
    const next = child.key === key ? change(child) : changeNode(child, key, change);
    return next === null ? [] : [next];
  });
  return { ...node, children };
}

/** A segment in words: "Age band is 18-24 or 25-34 and not (device is phone)". */
export function segmentWords(expression: SegmentExpression, variables: readonly SegmentVariable[]): string {
  const fields = segmentFields(variables);
  const words = (node: SegmentNode, outermost: boolean): string => {
    if (node.kind === "row") {
      const field = fields.find((one) => one.field === node.field);
      const title = field?.title ?? node.field.replace("variable:", "");
      const labels = node.values.map(
        (value) => field?.options.find((option) => option.value === value)?.label ?? value,
      );
      return `${title} ${node.not ? "is not" : "is"} ${labels.join(" or ")}`;
    }
    const parts = node.children.map((child) => words(child, node.children.length === 1));
    const joined = parts.join(node.join === "all" ? " and " : " or ");
    if (node.not) return `not (${joined})`;
    return outermost || parts.length === 1 ? joined : `(${joined})`;
  };
  return words(treeOf(expression), true);
}
