import type { Estimate } from "#lib/protocol/timeline.ts";
import type { CsvColumn } from "./csv-stream.ts";

/** An estimate as three columns: `name`, and the ends of its interval, `name_low` and `name_high`. */
export function estimateColumns<Row>(name: string, read: (row: Row) => Estimate | null): CsvColumn<Row>[] {
  return [
    { name, kind: "measure", read: (row) => read(row)?.value ?? null },
    { name: `${name}_low`, kind: "measure", read: (row) => read(row)?.low ?? null },
    { name: `${name}_high`, kind: "measure", read: (row) => read(row)?.high ?? null },
  ];
}
