import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { CODEBOOK, codebookCsv, codebookMarkdown } from "./codebook.ts";
import { COMPARISON_CSV_COLUMNS } from "./comparison-csv.ts";
import { HEADLINES_CSV_COLUMNS } from "./headlines-csv.ts";
import { MOMENTS_CSV_COLUMNS } from "./moments-csv.ts";
import { SAMPLES_CSV_COLUMNS } from "./samples-csv.ts";
import { TIMELINE_CSV_COLUMNS } from "./timeline-csv.ts";

const columnsOf = (file: string) => CODEBOOK.filter((row) => row.file === file).map(({ column }) => column);

describe("codebook", () => {
  it("explains every column of every file, and no other, in the file's order", () => {
    expect(columnsOf("timeline")).toEqual(TIMELINE_CSV_COLUMNS.map(({ name }) => name));
    expect(columnsOf("headlines")).toEqual(HEADLINES_CSV_COLUMNS.map(({ name }) => name));
    expect(columnsOf("moments")).toEqual(MOMENTS_CSV_COLUMNS.map(({ name }) => name));
    expect(columnsOf("comparison")).toEqual(COMPARISON_CSV_COLUMNS.map(({ name }) => name));
    expect(columnsOf("samples")).toEqual(SAMPLES_CSV_COLUMNS.map(({ name }) => name));
  });

  it("says of every column what it means and when it is empty", () => {
    for (const { column, meaning, missing, source } of CODEBOOK) {
      expect(meaning.length, column).toBeGreaterThan(5);
      expect(missing, column).not.toBe("");
      expect(source, column).not.toBe("");
    }
  });

  it("reads the same as CSV and as Markdown", async () => {
    const rows: Record<string, string>[] = parse(await new Response(codebookCsv()).text(), { columns: true });
    expect(rows.map(({ file, column }) => [file, column])).toEqual(
      CODEBOOK.map(({ file, column }) => [file, column]),
    );
    const markdown = codebookMarkdown();
    for (const { column, meaning } of CODEBOOK) expect(markdown).toContain(`| ${column} | ${meaning} |`);
  });
});
