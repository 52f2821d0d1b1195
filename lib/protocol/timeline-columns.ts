import { EXPRESSIONS } from "./expressions.ts";
import { FEW_VIEWERS } from "./limits.ts";
import { formatCount, formatMeasure } from "./number-format.ts";
import type { Estimate, TimelineSecond } from "./timeline.ts";
import { LOSS_REASONS } from "./viewer-second.ts";

/** One column of the audience timeline, as a table shows it and as the CSV prints it. */
export interface TimelineColumn {
  /** Name in the file's header; stable. */
  name: string;
  kind: "count" | "measure";
  /** The number behind the cell; null is missing. */
  read: (second: TimelineSecond) => number | null;
}

/** What the cell says: the same text on the screen and in the file; "" when missing. */
export function timelineCell(column: TimelineColumn, second: TimelineSecond): string {
  const value = column.read(second);
  return column.kind === "count" ? formatCount(value) : formatMeasure(value);
}

const count = (name: string, read: TimelineColumn["read"]): TimelineColumn => ({ name, kind: "count", read });

function estimate(name: string, read: (second: TimelineSecond) => Estimate | null): TimelineColumn[] {
  return [
    { name, kind: "measure", read: (second) => read(second)?.value ?? null },
    { name: `${name}_low`, kind: "measure", read: (second) => read(second)?.low ?? null },
    { name: `${name}_high`, kind: "measure", read: (second) => read(second)?.high ?? null },
  ];
}

/**
 * Every number of one audience second, n first, each estimate followed by its 95% interval. The studio's
 * table and lib/export/timeline-csv.ts both read these, in this order; lib/export/codebook.ts explains them.
 */
export const TIMELINE_COLUMNS: readonly TimelineColumn[] = [
  count("second", (second) => second.second),
  count("reached", (second) => second.reached),
  count("n", (second) => second.n),
  count("few_viewers", (second) => (second.n < FEW_VIEWERS ? 1 : 0)),
  { name: "coverage", kind: "measure", read: (second) => second.coverage },
  ...EXPRESSIONS.flatMap((name, i) =>
    estimate(`reaction_share_${name}`, (second) => second.reactionShare?.[i] ?? null),
  ),
  ...EXPRESSIONS.flatMap((name, i) => estimate(`mean_${name}`, (second) => second.mean?.[i] ?? null)),
  count("n_valence", (second) => second.nValence),
  ...estimate("valence", (second) => second.valence),
  count("n_attention", (second) => second.nAttention),
  ...estimate("attention", (second) => second.attention),
  ...LOSS_REASONS.map((reason) => count(`lost_${snakeCase(reason)}`, (second) => second.losses[reason])),
];

/** "noFace" -> "no_face": how a reason is written in the name of a column. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
