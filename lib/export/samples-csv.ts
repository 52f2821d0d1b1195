import { decodeBatch } from "#lib/protocol/batch-codec.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Sample } from "#lib/protocol/sample.ts";
import type { Audience } from "#lib/protocol/timeline.ts";
import type { StoredBatch } from "#lib/storage/stream-sample-batches.ts";
import { type CsvColumn, csvStream } from "./csv-stream.ts";

/** What is the same in every row of a samples file. */
export interface SamplesFile {
  audience: Audience;
  engineVersion: string;
  campaignId: number;
  campaignTitle: string;
  /** Titles by video id. */
  videoTitles: ReadonlyMap<number, string>;
  /** Where the meaning of the columns is found. */
  codebook: string;
}

interface SampleRow {
  file: SamplesFile;
  batch: StoredBatch;
  sample: Sample;
}

/** A frame was read: without one there is no brightness and nobody counted faces. */
const hasFrame = ({ sample }: SampleRow) => sample.state !== "tabHidden" && sample.state !== "error";
/** A face was measured: without one the wire's zeros for pose, eyes and size are not numbers. */
const hasFace = (row: SampleRow) => hasFrame(row) && row.sample.faceCount > 0;

const ofFrame = (read: (sample: Sample) => number | null) => (row: SampleRow) =>
  hasFrame(row) ? read(row.sample) : null;
const ofFace = (read: (sample: Sample) => number | null) => (row: SampleRow) =>
  hasFace(row) ? read(row.sample) : null;

/** Columns of the samples file, explained by lib/export/codebook.ts. */
export const SAMPLES_CSV_COLUMNS: readonly CsvColumn<SampleRow>[] = [
  { name: "session", kind: "text", read: ({ batch }) => batch.publicId },
  { name: "simulated", kind: "count", read: ({ file }) => (file.audience === "simulated" ? 1 : 0) },
  { name: "engine", kind: "text", read: ({ file }) => file.engineVersion },
  { name: "campaign_id", kind: "count", read: ({ file }) => file.campaignId },
  { name: "campaign", kind: "text", read: ({ file }) => file.campaignTitle },
  { name: "segment", kind: "count", read: ({ batch }) => batch.segment },
  { name: "video_id", kind: "count", read: ({ batch }) => (batch.segment === 0 ? null : batch.videoId) },
  { name: "video", kind: "text", read: ({ file, batch }) => file.videoTitles.get(batch.videoId) ?? null },
  { name: "second", kind: "count", read: ({ batch }) => batch.second },
  { name: "capture_time_ms", kind: "count", read: ({ sample }) => sample.captureTimeMs },
  { name: "media_time_ms", kind: "count", read: ({ sample }) => sample.mediaTimeMs },
  { name: "state", kind: "text", read: ({ sample }) => sample.state },
  ...EXPRESSIONS.map(
    (expression, i): CsvColumn<SampleRow> => ({
      name: `score_${expression}`,
      kind: "measure",
      read: ({ sample }) => (sample.state === "face" ? (sample.scores?.[i] ?? null) : null),
    }),
  ),
  { name: "yaw_deg", kind: "count", read: ofFace((sample) => sample.yawDeg) },
  { name: "pitch_deg", kind: "count", read: ofFace((sample) => sample.pitchDeg) },
  { name: "roll_deg", kind: "count", read: ofFace((sample) => sample.rollDeg) },
  { name: "eye_closure", kind: "measure", read: ofFace((sample) => sample.eyeClosure01) },
  { name: "attention", kind: "measure", read: ({ sample }) => sample.attention01 },
  { name: "face_size", kind: "measure", read: ofFace((sample) => sample.faceSize01) },
  { name: "brightness", kind: "measure", read: ofFrame((sample) => sample.brightness01) },
  { name: "face_count", kind: "count", read: ofFrame((sample) => sample.faceCount) },
  { name: "mouth_opening", kind: "measure", read: ofFace((sample) => sample.mouthOpening01) },
  { name: "contrast", kind: "measure", read: ofFrame((sample) => sample.contrast01) },
  { name: "codebook", kind: "text", read: ({ file }) => file.codebook },
];

/** The samples of one audience and engine as a CSV file, a row a sample, in the order of `batches`. */
export function samplesCsv(
  file: SamplesFile,
  batches: AsyncIterable<readonly StoredBatch[]>,
): ReadableStream<Uint8Array> {
  return csvStream(SAMPLES_CSV_COLUMNS, sampleRows(file, batches));
}

async function* sampleRows(
  file: SamplesFile,
  batches: AsyncIterable<readonly StoredBatch[]>,
): AsyncGenerator<SampleRow[]> {
  for await (const page of batches) {
    yield page.flatMap((batch) =>
      decodeBatch(batch.payload).samples.map((sample) => ({ file, batch, sample })),
    );
  }
}
