import { z } from "zod";
import type { Database } from "./database.ts";

/** One accepted batch. Its identity is (sessionId, segment, second). */
export interface NewBatch {
  sessionId: number;
  segment: number;
  second: number;
  /** 0 for the calibration, which is not folded. */
  videoId: number;
  /** Wire bytes as received: lib/protocol/batch-layout.md. */
  payload: Uint8Array;
  /** lib/protocol/viewer-second.ts; empty for the calibration. */
  values: Uint8Array;
}

/** `repeated`: was there before. `closed`: neither there nor taken, because the session is no longer open. */
export type AppendOutcome = "stored" | "repeated" | "closed";

const storedSchema = z.array(
  z.object({
    sessionId: z.number(),
    segment: z.number(),
    second: z.number(),
    writer: z.number(),
    writerSeq: z.bigint(),
  }),
);

/**
 * Appends batches in one statement, row i with the sequence `firstSeq + i`; a batch that is there already is
 * left as it is, and of two in one call the first is taken. Answers an outcome a row, in order.
 *
 * A session's row is locked against being closed until the rows are committed: whoever closes or erases it
 * waits and then sees them, or was first, and then they are not taken.
 *
 * One writer's calls must follow one another, because the fold trusts that a writer's sequence rises in
 * commit order; after a call that threw, whose fate is unknown, go on as a new writer.
 */
export async function appendBatches(
  db: Pick<Database, "$executeRaw" | "$queryRaw">,
  writer: number,
  firstSeq: bigint,
  rows: readonly NewBatch[],
): Promise<AppendOutcome[]> {
  if (rows.length === 0) return [];
  const sessionIds = arrayOf(rows.map((row) => row.sessionId));
  const segments = arrayOf(rows.map((row) => row.segment));
  const seconds = arrayOf(rows.map((row) => row.second));
  // One value for all bytes: as an array, each would be written in hexadecimal and read again. LATERAL, so that sessions
  // are looked up by key and nothing is sorted: joined with them and locked, all bytes would be in each row to sort, and of
  // a table of which Postgres knows nothing yet it would put them beside thousands (a second for 50 rows, measured).
  const { bytes, payloadAts, valuesAts } = joined(rows);
  const added = await db.$executeRaw`/* prepared: append_batches */
    INSERT INTO "SampleBatch"
      ("sessionId", segment, second, "videoId", writer, "writerSeq", payload, "values")
    SELECT t.session_id, t.segment, t.second, t.video_id, ${writer}::int, ${firstSeq}::bigint + t.place - 1,
      substring(joined.bytes FROM t.payload_at FOR t.values_at - t.payload_at),
      substring(joined.bytes FROM t.values_at FOR t.values_length)
    FROM (SELECT ${bytes}::bytea AS bytes OFFSET 0) AS joined, unnest(
      ${sessionIds}::int[], ${segments}::int[], ${seconds}::int[], ${arrayOf(rows.map((row) => row.videoId))}::int[],
      ${arrayOf(payloadAts)}::int[], ${arrayOf(valuesAts)}::int[],
      ${arrayOf(rows.map((row) => row.values.length))}::int[]
    ) WITH ORDINALITY AS t(session_id, segment, second, video_id, payload_at, values_at, values_length, place)
    CROSS JOIN LATERAL (
      SELECT 1 FROM "Session" s
      WHERE s.id = t.session_id AND s.state = 'open' AND s."closedAt" IS NULL
      FOR SHARE
    ) AS taken
    ORDER BY t.place
    ON CONFLICT DO NOTHING`;
  if (added === rows.length) return rows.map(() => "stored");
  const stored = storedSchema.parse(
    await db.$queryRaw`
      SELECT b."sessionId", b.segment::int AS segment, b.second::int AS second, b.writer, b."writerSeq"
      FROM unnest(${sessionIds}::int[], ${segments}::int[], ${seconds}::int[]) AS t(session_id, segment, second)
      JOIN "SampleBatch" b
        ON b."sessionId" = t.session_id AND b.segment = t.segment AND b.second = t.second`,
  );
  const writerOf = new Map(stored.map((row) => [coordinates(row), row]));
  return rows.map((row, i) => {
    const found = writerOf.get(coordinates(row));
    if (!found) return "closed";
    return found.writer === writer && found.writerSeq === firstSeq + BigInt(i) ? "stored" : "repeated";
  });
}

/** As Postgres writes it: the driver, which quotes every element of an array, takes several times as long. */
function arrayOf(numbers: readonly number[]): string {
  return `{${numbers.join()}}`;
}

/** Payload and values of all rows in one, and where each begins, counted from 1 as SQL does. */
function joined(rows: readonly NewBatch[]) {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.payload.length + row.values.length, 0));
  const payloadAts: number[] = [];
  const valuesAts: number[] = [];
  let at = 0;
  for (const { payload, values } of rows) {
    payloadAts.push(at + 1);
    bytes.set(payload, at);
    at += payload.length;
    valuesAts.push(at + 1);
    bytes.set(values, at);
    at += values.length;
  }
  return { bytes, payloadAts, valuesAts };
}

function coordinates(row: { sessionId: number; segment: number; second: number }): string {
  return `${row.sessionId}/${row.segment}/${row.second}`;
}
