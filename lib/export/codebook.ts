import type { CodebookEntry } from "./codebook-entry.ts";
import { COMPARISON_CODEBOOK } from "./comparison-codebook.ts";
import { type CsvColumn, csvStream } from "./csv-stream.ts";
import { HEADLINES_CODEBOOK } from "./headlines-codebook.ts";
import { MOMENTS_CODEBOOK } from "./moments-codebook.ts";
import { SAMPLES_CODEBOOK } from "./samples-codebook.ts";
import { TIMELINE_CODEBOOK } from "./timeline-codebook.ts";

/** Every file that is exported, in the codebook's order. */
const FILES = [
  { file: "timeline", entries: TIMELINE_CODEBOOK },
  { file: "headlines", entries: HEADLINES_CODEBOOK },
  { file: "moments", entries: MOMENTS_CODEBOOK },
  { file: "comparison", entries: COMPARISON_CODEBOOK },
  { file: "samples", entries: SAMPLES_CODEBOOK },
] as const;

interface CodebookRow extends CodebookEntry {
  file: (typeof FILES)[number]["file"];
}

/** One codebook for all files that this product exports: every column of every file, in the file's order. */
export const CODEBOOK: readonly CodebookRow[] = FILES.flatMap(({ file, entries }) =>
  entries.map((entry): CodebookRow => ({ file, ...entry })),
);

const FIELDS = ["file", "column", "meaning", "unit", "range", "missing", "formula", "source"] as const;

/** Where the server serves it; files name it and link to it. */
export function codebookPath(campaignId: number): string {
  return `/api/campaigns/${campaignId}/codebook`;
}

/** The codebook as a CSV file, a row a column. */
export function codebookCsv(): ReadableStream<Uint8Array> {
  return csvStream(
    FIELDS.map((name): CsvColumn<CodebookRow> => ({ name, kind: "text", read: (row) => row[name] })),
    (async function* () {
      yield CODEBOOK;
    })(),
  );
}

/** The codebook as Markdown, a table a file. */
export function codebookMarkdown(): string {
  const fields = FIELDS.filter((field) => field !== "file");
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const table = ({ file, entries }: (typeof FILES)[number]) => [
    `## ${file}.csv`,
    "",
    line(fields),
    line(fields.map(() => "---")),
    ...entries.map((entry) => line(fields.map((field) => entry[field]))),
    "",
  ];
  return ["# Codebook", "", ...NOTES.map((note) => `- ${note}`), "", ...FILES.flatMap(table)].join("\n");
}

/** What holds for every file. */
const NOTES = [
  "Expression scores describe a face, not what a person felt.",
  "Files are UTF-8, separated by commas, quoted by RFC 4180. Measures have four decimals, counts none.",
  "An empty cell is missing data, never zero.",
  "Text that begins like a spreadsheet formula is preceded by an apostrophe.",
  "Real and simulated viewers are never in one file, nor are the numbers of two engines.",
  "Excluded and withdrawn sessions are left out; the timeline says how many were excluded.",
];
