import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import { expressionNamed } from "./label-names.ts";

export interface LabelledImage {
  /** As the table names it. */
  file: string;
  path: string;
  label: Expression;
}

export interface LabelledImages {
  images: LabelledImage[];
  /** What was left out, each a sentence that names the file. */
  problems: string[];
}

/** Nothing can be evaluated; the message says why and names the file. */
export class EvaluationError extends Error {}

/** What went wrong, without the browser driver's own words around it. */
export function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/^page\.evaluate: (\w*Error: )?/, "");
}

const rowsSchema = z.array(z.record(z.string(), z.string()));

/**
 * Reads a table with the columns `file` and `label` (others are ignored; comma, semicolon or tab) and finds each
 * file: absolute, in the folder, or beside the table. A row that cannot be used is a problem, the rest goes on.
 */
export function readLabelledImages(folder: string, labels: string): LabelledImages {
  if (!isFolder(folder)) throw new EvaluationError(`${folder} is no folder.`);
  if (readdirSync(folder).length === 0) throw new EvaluationError(`${folder} is empty.`);
  const rows = readTable(labels);
  const images: LabelledImage[] = [];
  const problems: string[] = [];
  for (const [index, row] of rows.entries()) {
    const file = row.file?.trim() ?? "";
    const label = row.label?.trim() ?? "";
    const expression = expressionNamed(label);
    const path = file === "" ? null : findFile(file, folder, labels);
    if (file === "") problems.push(`${labels}: row ${index + 1} names no file; left out.`);
    else if (label === "") problems.push(`${file}: no label; left out.`);
    else if (expression === null)
      problems.push(`${file}: the label "${label}" is none of ${EXPRESSIONS.join(", ")}; left out.`);
    else if (path === null) problems.push(`${file}: not found in ${folder} or beside ${labels}; left out.`);
    else images.push({ file, path, label: expression });
  }
  return { images, problems };
}

function readTable(labels: string): Record<string, string>[] {
  let text: string;
  try {
    text = readFileSync(labels, "utf8");
  } catch {
    throw new EvaluationError(`${labels} cannot be read.`);
  }
  let rows: Record<string, string>[];
  try {
    const options = {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      delimiter: [",", ";", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
    };
    rows = rowsSchema.parse(parse(text, options));
  } catch (error) {
    throw new EvaluationError(
      `${labels} is no table: ${error instanceof CsvError ? error.message : "unreadable"}.`,
    );
  }
  const [first] = rows;
  if (!first) throw new EvaluationError(`${labels} has no rows.`);
  for (const column of ["file", "label"]) {
    if (!(column in first)) throw new EvaluationError(`${labels} has no column "${column}".`);
  }
  return rows;
}

function findFile(file: string, folder: string, labels: string): string | null {
  const places = isAbsolute(file)
    ? [file]
    : [join(folder, file), join(dirname(labels), file), join(folder, basename(file))];
  const found = places
    .map((place) => resolve(place))
    .find((place) => existsSync(place) && statSync(place).isFile());
  return found ?? null;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
