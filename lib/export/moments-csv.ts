import type { Moment, Moments } from "#lib/protocol/moments.ts";
import { type CsvColumn, csvStream } from "./csv-stream.ts";
import { estimateColumns } from "./estimate-columns.ts";

/** What a file of moments says of itself in every row, beside the numbers. */
export interface MomentsFile {
  moments: Moments;
  campaignTitle: string;
  videoTitle: string;
  /** Where the meaning of the columns is found. */
  codebook: string;
}

interface MomentRow extends MomentsFile {
  moment: Moment;
}

/** Columns of the moments' file, explained by lib/export/codebook.ts. */
export const MOMENTS_CSV_COLUMNS: readonly CsvColumn<MomentRow>[] = [
  { name: "audience", kind: "text", read: ({ moments }) => moments.countedAudience },
  { name: "campaign_id", kind: "count", read: ({ moments }) => moments.campaignId },
  { name: "campaign", kind: "text", read: ({ campaignTitle }) => campaignTitle },
  { name: "video_id", kind: "count", read: ({ moments }) => moments.videoId },
  { name: "video", kind: "text", read: ({ videoTitle }) => videoTitle },
  { name: "engine", kind: "text", read: ({ moments }) => moments.engineVersion },
  {
    name: "segment",
    kind: "text",
    read: ({ moments }) => (moments.segment === null ? null : JSON.stringify(moments.segment)),
  },
  { name: "basis", kind: "text", read: ({ moments }) => moments.basis },
  { name: "figure", kind: "text", read: ({ moments }) => moments.measure },
  { name: "threshold", kind: "measure", read: ({ moments }) => moments.threshold },
  { name: "curve", kind: "text", read: ({ moment }) => moment.curve },
  { name: "direction", kind: "text", read: ({ moment }) => moment.direction },
  { name: "from_second", kind: "count", read: ({ moment }) => moment.startSecond },
  { name: "to_second", kind: "count", read: ({ moment }) => moment.endSecond },
  { name: "second", kind: "count", read: ({ moment }) => moment.second },
  { name: "n", kind: "count", read: ({ moment }) => moment.n },
  ...estimateColumns<MomentRow>("value", ({ moment }) => moment.estimate),
  { name: "film_mean", kind: "measure", read: ({ moment }) => moment.filmMean },
  ...estimateColumns<MomentRow>("difference", ({ moment }) => moment.difference),
  { name: "prominence", kind: "measure", read: ({ moment }) => moment.prominence },
  { name: "adjusted_p", kind: "measure", read: ({ moment }) => moment.adjustedP },
  { name: "tests", kind: "count", read: ({ moments }) => moments.tests },
  { name: "codebook", kind: "text", read: ({ codebook }) => codebook },
];

/** The moments of one video as a CSV file, a row a moment, the most prominent first. */
export function momentsCsv(file: MomentsFile): ReadableStream<Uint8Array> {
  return csvStream(
    MOMENTS_CSV_COLUMNS,
    (async function* () {
      yield file.moments.moments.map((moment) => ({ ...file, moment }));
    })(),
  );
}
