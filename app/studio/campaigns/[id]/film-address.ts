import { ROW_ID } from "#lib/protocol/row-id.ts";

/** A page's parameters as Next gives them. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** What of an address is about one film alone. */
const OF_ONE_FILM = ["at", "zoom"];

/**
 * Whether one of `keys` in a page's address names a film that the campaign has not: numbers of another one would be taken
 * for its. What is no number names none.
 */
export function namesUnknownFilm(
  params: PageParams,
  keys: readonly string[],
  videos: readonly { id: number }[],
): boolean {
  return keys.some((key) => {
    const named = params[key];
    if (typeof named !== "string" || !ROW_ID.test(named)) return false;
    return !videos.some(({ id }) => id === Number(named));
  });
}

/** The same address without the films that it names, and what was about these. */
export function withoutFilms(params: PageParams, keys: readonly string[]): URLSearchParams {
  const kept = Object.entries(params).filter((entry): entry is [string, string] => {
    const [key, value] = entry;
    return typeof value === "string" && ![...keys, ...OF_ONE_FILM].includes(key);
  });
  return new URLSearchParams(kept);
}
