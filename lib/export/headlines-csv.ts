import { HEADLINES, type Headline, type Overview } from "#lib/protocol/overview.ts";
import { type CsvColumn, csvStream } from "./csv-stream.ts";
import { estimateColumns } from "./estimate-columns.ts";

/** What a file of headline measures says of itself in every row, beside the numbers. */
export interface HeadlinesFile {
  overview: Overview;
  campaignTitle: string;
  videoTitle: string;
  /** Where the meaning of the columns is found. */
  codebook: string;
}

interface HeadlineRow extends HeadlinesFile {
  headline: Headline;
}

const summaryOf = ({ overview }: HeadlineRow) => overview.summary;

/** Columns of the headline measures' file, explained by lib/export/codebook.ts. */
export const HEADLINES_CSV_COLUMNS: readonly CsvColumn<HeadlineRow>[] = [
  { name: "audience", kind: "text", read: ({ overview }) => overview.countedAudience },
  { name: "campaign_id", kind: "count", read: ({ overview }) => overview.campaignId },
  { name: "campaign", kind: "text", read: ({ campaignTitle }) => campaignTitle },
  { name: "video_id", kind: "count", read: (row) => summaryOf(row)?.videoId ?? null },
  { name: "video", kind: "text", read: ({ videoTitle }) => videoTitle },
  { name: "engine", kind: "text", read: ({ overview }) => overview.engineVersion },
  {
    name: "segment",
    kind: "text",
    read: ({ overview }) => (overview.segment === null ? null : JSON.stringify(overview.segment)),
  },
  { name: "basis", kind: "text", read: ({ overview }) => overview.basis },
  { name: "figure", kind: "text", read: ({ overview }) => overview.measure },
  { name: "threshold", kind: "measure", read: ({ overview }) => overview.threshold },
  { name: "measure", kind: "text", read: ({ headline }) => headline.name },
  { name: "n", kind: "count", read: ({ headline }) => headline.n },
  { name: "few_viewers", kind: "count", read: ({ headline }) => Number(headline.few) },
  ...estimateColumns<HeadlineRow>("value", ({ headline }) => headline.estimate),
  { name: "second", kind: "count", read: ({ headline }) => headline.second },
  { name: "draws", kind: "count", read: (row) => summaryOf(row)?.bootstrap.draws ?? null },
  { name: "drawn_unit", kind: "text", read: (row) => summaryOf(row)?.bootstrap.unit ?? null },
  { name: "seed", kind: "text", read: (row) => summaryOf(row)?.bootstrap.seed ?? null },
  { name: "codebook", kind: "text", read: ({ codebook }) => codebook },
];

/** The headline measures of one video as a CSV file, a row a measure; none without a video. */
export function headlinesCsv(file: HeadlinesFile): ReadableStream<Uint8Array> {
  const headlines = file.overview.summary?.headlines ?? [];
  return csvStream(
    HEADLINES_CSV_COLUMNS,
    (async function* () {
      yield HEADLINES.flatMap((name) => headlines.filter((headline) => headline.name === name)).map(
        (headline) => ({ ...file, headline }),
      );
    })(),
  );
}
