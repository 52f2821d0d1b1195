import { type SessionListQuery, sessionListQuerySchema } from "#lib/protocol/session-list.ts";

/** What the list shows, as its address says it; unlike in the API, what cannot be read is left out. */
export type ListAddress = Record<keyof SessionListQuery, string | undefined>;

const KEYS = [
  "audience",
  "videoId",
  "state",
  "counted",
  "variable",
  "device",
  "grade",
  "baseline",
  "loss",
  "consent",
  "respondent",
  "sort",
  "direction",
  "cursor",
] as const satisfies readonly (keyof SessionListQuery)[];

const PAGE_SIZE = 50;

/** Reads the page's parameters one by one. */
export function readList(asked: Record<string, string | string[] | undefined>): {
  query: SessionListQuery;
  address: Partial<ListAddress>;
} {
  const address: Partial<ListAddress> = {};
  for (const key of KEYS) {
    const value = asked[key];
    if (typeof value !== "string" || value === "") continue;
    if (sessionListQuerySchema.safeParse({ [key]: value }).success) address[key] = value;
  }
  return { query: sessionListQuerySchema.parse({ ...address, limit: PAGE_SIZE }), address };
}

/** The address of the same list with `changes`; another choice begins at the first page. */
export function listHref(base: string, address: Partial<ListAddress>, changes: Partial<ListAddress>): string {
  const next = { ...address, cursor: undefined, ...changes };
  const params = new URLSearchParams();
  for (const key of KEYS) {
    const value = next[key];
    if (value !== undefined && value !== "" && value !== DEFAULTS[key]) params.set(key, value);
  }
  const query = params.toString();
  return query === "" ? base : `${base}?${query}`;
}

const DEFAULTS: Partial<ListAddress> = {
  audience: "real",
  counted: "all",
  sort: "startedAt",
  direction: "desc",
};
