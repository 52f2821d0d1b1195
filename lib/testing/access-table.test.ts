import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAccessTable } from "./access-table.ts";

const HOW = "has no line in docs/access.md: add one, which says who may ask it and what they are answered";
const METHOD = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS";

const filesOf = (folder: string, name: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file}`)
    .filter((file) => name.test(file));
const read = (file: string) => readFileSync(file, "utf8");
/** The address that a file of app answers; a folder in brackets is no part of it. */
const addressOf = (file: string) =>
  file
    .replace(/^app/, "")
    .replace(/\/\([^/]*\)/g, "")
    .replace(/\/(route|page)\.tsx?$/, "") || "/";

function exportedMethods(source: string): string[] {
  const declared = [
    ...source.matchAll(new RegExp(`^export (?:const|async function|function) (${METHOD})\\b`, "gm")),
  ];
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(/ as /).at(-1) ?? ""),
  );
  return [...declared.map(([, method = ""]) => method), ...listed].filter((name) =>
    new RegExp(`^(${METHOD})$`).test(name),
  );
}

const ROUTES = filesOf("app", /\/route\.ts$/).flatMap((file) => {
  const methods = exportedMethods(read(file));
  return methods.length === 0 ? [`${file} exports no method`] : methods.map((m) => `${m} ${addressOf(file)}`);
});
const PAGES = filesOf("app", /\/page\.tsx$/).map((file) => `PAGE ${addressOf(file)}`);
const NAMESPACES = { "lib/ingest/socket-server.ts": "/capture", "lib/ingest/studio-channel.ts": "/studio" };
const EVENTS = filesOf("lib", /(?<!\.test)\.ts$/)
  .map((file) => ({ file, source: read(file) }))
  .filter(({ source }) => /from "socket\.io"/.test(source))
  .flatMap(({ file, source }) =>
    [...source.matchAll(/\bsocket\.on\(\s*"([a-z]+:[a-z-]+)"/g)].map(([, event]) => {
      const namespace = NAMESPACES[file as keyof typeof NAMESPACES];
      return namespace ? `SOCKET ${namespace} ${event}` : `${file} hears ${event} in an unknown namespace`;
    }),
  );

const rows = new Set(readAccessTable().map(({ kind, target }) => `${kind} ${target}`));

test.each([
  { what: "route", all: ROUTES, least: 40 },
  { what: "page", all: PAGES, least: 15 },
  { what: "socket event", all: EVENTS, least: 5 },
])("every $what says in docs/access.md who may ask it", ({ all, least }) => {
  expect(all.length).toBeGreaterThanOrEqual(least);
  expect(all.filter((question) => !rows.has(question)).map((question) => `${question} ${HOW}`)).toEqual([]);
});

test("docs/access.md asks for nothing that is gone", () => {
  const asked = [...ROUTES, ...PAGES, ...EVENTS];
  expect([...rows].filter((row) => !asked.includes(row))).toEqual([]);
});
