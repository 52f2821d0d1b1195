import type { Timeline, TimelineSecond } from "#lib/protocol/timeline.ts";
import { TIMELINE_COLUMNS } from "#lib/protocol/timeline-columns.ts";
import { type CsvColumn, csvStream } from "./csv-stream.ts";

/** What a timeline file says of itself in every row, beside the numbers. */
export interface TimelineFile {
  timeline: Timeline;
  campaignTitle: string;
  videoTitle: string;
  /** Where the meaning of the columns is found. */
  codebook: string;
}

interface TimelineRow extends TimelineFile {
  second: TimelineSecond;
}

/** Columns of the audience timeline's file, explained by lib/export/codebook.ts. */
export const TIMELINE_CSV_COLUMNS: readonly CsvColumn<TimelineRow>[] = [
  { name: "audience", kind: "text", read: ({ timeline }) => timeline.countedAudience },
  { name: "campaign_id", kind: "count", read: ({ timeline }) => timeline.campaignId },
  { name: "campaign", kind: "text", read: ({ campaignTitle }) => campaignTitle },
  { name: "video_id", kind: "count", read: ({ timeline }) => timeline.videoId },
  { name: "video", kind: "text", read: ({ videoTitle }) => videoTitle },
  { name: "engine", kind: "text", read: ({ timeline }) => timeline.engineVersion },
  {
    name: "segment",
    kind: "text",
    read: ({ timeline }) => (timeline.segment === null ? null : JSON.stringify(timeline.segment)),
  },
  { name: "basis", kind: "text", read: ({ timeline }) => timeline.basis },
  { name: "threshold", kind: "measure", read: ({ timeline }) => timeline.threshold },
  { name: "sessions", kind: "count", read: ({ timeline }) => timeline.sessions },
  { name: "excluded_sessions", kind: "count", read: ({ timeline }) => timeline.excluded },
  ...TIMELINE_COLUMNS.map(
    ({ name, kind, read }): CsvColumn<TimelineRow> => ({ name, kind, read: (row) => read(row.second) }),
  ),
  { name: "codebook", kind: "text", read: ({ codebook }) => codebook },
];

/** The audience timeline as a CSV file, a row a second: every number that the page's table shows. */
export function timelineCsv(file: TimelineFile): ReadableStream<Uint8Array> {
  return csvStream(
    TIMELINE_CSV_COLUMNS,
    onePage(file.timeline.seconds.map((second) => ({ ...file, second }))),
  );
}

async function* onePage<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}
