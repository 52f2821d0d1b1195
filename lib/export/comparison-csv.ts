import { CALLED_P, type Comparison } from "#lib/protocol/comparison.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { HEADLINES } from "#lib/protocol/overview.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { type CsvColumn, csvStream } from "./csv-stream.ts";
import { estimateColumns } from "./estimate-columns.ts";

/** What a file of a comparison says of itself in every row, beside the numbers. */
export interface ComparisonFile {
  comparison: Comparison;
  campaignTitle: string;
  a: { id: number; title: string };
  b: { id: number; title: string };
  /** Where the meaning of the columns is found. */
  codebook: string;
}

/** One measure of both cuts: of a second, of a scene, or of the whole film. */
interface ComparisonRow extends ComparisonFile {
  about: "second" | "scene" | "film";
  measure: string;
  /** Index into the comparison's points; null of the whole film. */
  point: number | null;
  nA: number;
  nB: number;
  ofA: Estimate | null;
  ofB: Estimate | null;
  difference: Estimate | null;
}

const pointOf = ({ comparison, point }: ComparisonRow) => (point === null ? null : comparison.points[point]);

/** How the row's measure reads expressions; a curve that is none is a mean. */
function figureOf({ about, measure, comparison }: ComparisonRow): Comparison["measure"] {
  const isExpression = EXPRESSIONS.some((expression) => expression === measure);
  return about === "film" || isExpression ? comparison.measure : "mean";
}

/** The called span that holds the row's point. */
function spanOf({ comparison, measure, point }: ComparisonRow) {
  if (point === null) return null;
  return comparison.spans.find(
    ({ curve, from, to, p }) => curve === measure && p < CALLED_P && point >= from && point < to,
  );
}

/** Columns of a comparison's file, explained by lib/export/codebook.ts. */
export const COMPARISON_CSV_COLUMNS: readonly CsvColumn<ComparisonRow>[] = [
  { name: "audience", kind: "text", read: ({ comparison }) => comparison.countedAudience },
  { name: "campaign_id", kind: "count", read: ({ comparison }) => comparison.campaignId },
  { name: "campaign", kind: "text", read: ({ campaignTitle }) => campaignTitle },
  { name: "video_a_id", kind: "count", read: ({ a }) => a.id },
  { name: "video_a", kind: "text", read: ({ a }) => a.title },
  { name: "video_b_id", kind: "count", read: ({ b }) => b.id },
  { name: "video_b", kind: "text", read: ({ b }) => b.title },
  { name: "engine", kind: "text", read: ({ comparison }) => comparison.engineVersion },
  {
    name: "segment",
    kind: "text",
    read: ({ comparison }) => (comparison.segment === null ? null : JSON.stringify(comparison.segment)),
  },
  { name: "basis", kind: "text", read: ({ comparison }) => comparison.basis },
  { name: "design", kind: "text", read: ({ comparison }) => comparison.design },
  { name: "about", kind: "text", read: ({ about }) => about },
  { name: "scene", kind: "text", read: (row) => pointOf(row)?.label ?? null },
  { name: "a_from_second", kind: "count", read: (row) => pointOf(row)?.a.startSecond ?? null },
  { name: "a_to_second", kind: "count", read: (row) => pointOf(row)?.a.endSecond ?? null },
  { name: "b_from_second", kind: "count", read: (row) => pointOf(row)?.b.startSecond ?? null },
  { name: "b_to_second", kind: "count", read: (row) => pointOf(row)?.b.endSecond ?? null },
  { name: "measure", kind: "text", read: ({ measure }) => measure },
  {
    name: "figure",
    kind: "text",
    read: figureOf,
  },
  {
    name: "threshold",
    kind: "measure",
    read: (row) => (figureOf(row) === "share" ? row.comparison.threshold : null),
  },
  { name: "n_a", kind: "count", read: ({ nA }) => nA },
  { name: "n_b", kind: "count", read: ({ nB }) => nB },
  ...estimateColumns<ComparisonRow>("a", ({ ofA }) => ofA),
  ...estimateColumns<ComparisonRow>("b", ({ ofB }) => ofB),
  ...estimateColumns<ComparisonRow>("difference", ({ difference }) => difference),
  {
    name: "called",
    kind: "count",
    read: (row) => (row.about === "film" ? null : Number(Boolean(spanOf(row)))),
  },
  { name: "span_p", kind: "measure", read: (row) => spanOf(row)?.p ?? null },
  { name: "permutations", kind: "count", read: ({ comparison }) => comparison.permutations },
  { name: "seed", kind: "text", read: ({ comparison }) => comparison.seed },
  { name: "codebook", kind: "text", read: ({ codebook }) => codebook },
];

/**
 * A comparison as a CSV file: a row a curve and second (or scene), then a row a headline measure of the whole film.
 * No row when it was refused.
 */
export function comparisonCsv(file: ComparisonFile): ReadableStream<Uint8Array> {
  return csvStream(
    COMPARISON_CSV_COLUMNS,
    (async function* () {
      if (file.comparison.refusal === "tooFewViewers") return;
      for (const { curve, points } of file.comparison.curves) {
        yield points.map(
          (point, at): ComparisonRow => ({
            ...file,
            about: file.comparison.alignment === "scenes" ? "scene" : "second",
            measure: curve,
            point: at,
            nA: point.nA,
            nB: point.nB,
            ofA: point.a,
            ofB: point.b,
            difference: point.difference,
          }),
        );
      }
      yield headlineRows(file);
    })(),
  );
}

function headlineRows(file: ComparisonFile): ComparisonRow[] {
  const { summaryA, summaryB, headlineDifferences } = file.comparison;
  if (summaryA === null || summaryB === null) return [];
  return HEADLINES.map((name, i) => ({
    ...file,
    about: "film",
    measure: name,
    point: null,
    nA: summaryA.headlines[i]!.n,
    nB: summaryB.headlines[i]!.n,
    ofA: summaryA.headlines[i]!.estimate,
    ofB: summaryB.headlines[i]!.estimate,
    difference: headlineDifferences[i] ?? null,
  }));
}
