import { setImmediate as nextTurn } from "node:timers/promises";
import { stringify } from "csv-stringify/sync";
import { formatCount, formatMeasure } from "#lib/protocol/number-format.ts";

/** One column of a CSV file. `kind` says how its cells are printed; null is missing, an empty cell. */
export type CsvColumn<Row> =
  | { name: string; kind: "text"; read: (row: Row) => string | null }
  | { name: string; kind: "count" | "measure"; read: (row: Row) => number | null };

/**
 * A CSV file (RFC 4180 quoting, UTF-8 without a mark, lines end in LF) as a web stream: the header first,
 * then a chunk a page. A page is asked for only when the reader wants more, so that a slow reader holds up the
 * source and memory stays at one page; between pages the server does its other work. Text that a spreadsheet
 * would run as a formula is preceded by an apostrophe; numbers never are. When the reader leaves, the source
 * is closed; when the source fails, so does the stream.
 */
export function csvStream<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): ReadableStream<Uint8Array> {
  const chunks = csvChunks(columns, pages);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // PGlite answers, and a fast socket takes a chunk, without a turn of the event loop: an export would
        // then keep batches from being received until its end.
        await nextTurn();
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* csvChunks<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string, void, undefined> {
  yield csvText(columns, [columns.map(({ name }) => name)]);
  for await (const page of pages) {
    if (page.length > 0) {
      yield csvText(
        columns,
        page.map((row) => columns.map((column) => column.read(row))),
      );
    }
  }
}

function csvText<Row>(columns: readonly CsvColumn<Row>[], cells: (string | number | null)[][]): string {
  return stringify(cells, {
    escape_formulas: true,
    cast: {
      number: (value, { index }) =>
        columns[index]?.kind === "count" ? formatCount(value) : formatMeasure(value),
    },
  });
}
