"use client";

import { useMemo, useSyncExternalStore } from "react";
import { type NumberWords, numberMarks, numberWords } from "#lib/chart/number-words.ts";

const never = () => () => {};
/** What the server writes, which does not know the reader: the page's own language. */
const SERVER_LOCALE = "en";

/** The reader's locale in the browser; the page's language while it is rendered on the server. */
export function useLocale(): string {
  return useSyncExternalStore(
    never,
    () => navigator.language,
    () => SERVER_LOCALE,
  );
}

/** Numbers as the reader writes them. */
export function useNumberWords(): NumberWords {
  const locale = useLocale();
  return useMemo(() => numberWords(locale), [locale]);
}

/** The marks of a number that the reader writes into a field. */
export function useNumberMarks(): ReturnType<typeof numberMarks> {
  const locale = useLocale();
  return useMemo(() => numberMarks(locale), [locale]);
}
