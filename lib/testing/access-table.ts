import { readFileSync } from "node:fs";

/** Who asks: the columns of docs/access.md, in its order. */
export const WHO = ["anonymous", "respondent", "owner", "editor", "researcher", "viewer", "another"] as const;
export type Who = (typeof WHO)[number];

export interface AccessRow {
  /** First cell: `GET /api/campaigns/[id]`, `PAGE /studio`, `SOCKET /capture batch:push`. */
  asked: string;
  /** A method of HTTP, PAGE or SOCKET. */
  kind: string;
  /** The route's or page's address with its parts in brackets; namespace and event of a socket. */
  target: string;
  /** State of the campaign that it is asked of, when it is not the live one. */
  campaign: "draft" | "deleted" | null;
  /** The upload protocol's headers go with it. */
  tus: boolean;
  /** Parts of the address that are not the world's own. */
  parts: Record<string, string>;
  /** With its question mark, or empty. */
  query: string;
  /** JSON in which names with a dollar stand for what the world holds; null for none. */
  body: string | null;
  expected: Record<Who, string>;
}

/** The rows of docs/access.md. Throws an Error that quotes a line which cannot be read. */
export function readAccessTable(file = "docs/access.md"): AccessRow[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const rows = lines.filter((line) => /^\| ([A-Z]+) \//.test(line)).map(parseRow);
  const twice = rows.find((row, index) => rows.findIndex((other) => sameQuestion(row, other)) !== index);
  if (twice) throw new Error(`docs/access.md asks twice: ${twice.asked}`);
  return rows;
}

function sameQuestion(a: AccessRow, b: AccessRow): boolean {
  const question = ({ expected: _, ...rest }: AccessRow) => JSON.stringify(rest);
  return question(a) === question(b);
}

function parseRow(line: string): AccessRow {
  const [asked = "", withCell = "", ...answers] = line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
  const [, kind = "", target = ""] = /^([A-Z]+) (\S.*)$/.exec(asked) ?? [];
  if (answers.length !== WHO.length || answers.includes("")) {
    throw new Error(`docs/access.md needs ${WHO.length} answers in this line: ${line}`);
  }
  const [, words = "", body] = /^`?([^{`]*)(\{.*\})?`?$/.exec(withCell) ?? [];
  const row: AccessRow = {
    asked: withCell === "" ? asked : `${asked} ${withCell}`,
    kind,
    target,
    campaign: null,
    tus: false,
    parts: {},
    query: "",
    body: body ?? null,
    expected: Object.fromEntries(WHO.map((who, index) => [who, answers[index]])) as Record<Who, string>,
  };
  for (const word of words.split(" ").filter(Boolean)) {
    const [name = "", value] = word.startsWith("?") ? [word] : word.split("=");
    if (word === "draft" || word === "deleted") row.campaign = word;
    else if (word === "tus") row.tus = true;
    else if (word.startsWith("?")) row.query = word;
    else if (value !== undefined) row.parts[name] = value;
    else throw new Error(`docs/access.md: "${word}" is not understood in this line: ${line}`);
  }
  return row;
}
