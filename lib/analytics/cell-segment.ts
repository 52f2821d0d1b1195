import { type SegmentExpression, segmentTerms } from "#lib/protocol/segment.ts";

/** What is known of everybody in a cell of the audience sums. */
export interface CellFacts {
  simulated: boolean;
  variables: Readonly<Record<string, string>>;
}

/** Whether a segment is decided by cells alone: then it is answered from the sums, however many viewers there are. */
export function isDecidedByCells(expression: SegmentExpression): boolean {
  return segmentTerms(expression).every((term) => "variable" in term || "simulated" in term);
}

/** Whether a segment says itself which audience it is about. */
export function choosesAudience(expression: SegmentExpression): boolean {
  return segmentTerms(expression).some((term) => "simulated" in term);
}

/** Whether a cell belongs to a segment that `isDecidedByCells`; RangeError on any other term. */
export function cellBelongs(cell: CellFacts, expression: SegmentExpression): boolean {
  if ("all" in expression) return expression.all.every((part) => cellBelongs(cell, part));
  if ("any" in expression) return expression.any.some((part) => cellBelongs(cell, part));
  if ("not" in expression) return !cellBelongs(cell, expression.not);
  if ("simulated" in expression) return cell.simulated === expression.simulated;
  if ("variable" in expression) {
    const value = cell.variables[expression.variable];
    return value !== undefined && expression.in.includes(value);
  }
  throw new RangeError("a term that cells do not decide");
}
