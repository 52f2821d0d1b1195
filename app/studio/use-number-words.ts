"use client";

import { useMemo, useSyncExternalStore } from "react";

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

export interface NumberWords {
  /** 12,345 */
  count: (value: number) => string;
  /** A share 0..1 with `digits` after the point: 41%. */
  percent: (share: number, digits?: number) => string;
  /** A number with `digits` after the point. */
  decimal: (value: number, digits?: number) => string;
  /** As `decimal`, with a plus before what is positive. */
  signed: (value: number, digits?: number) => string;
}

/** Numbers as the reader writes them. */
export function useNumberWords(): NumberWords {
  const locale = useLocale();
  return useMemo(() => {
    const made = new Map<string, Intl.NumberFormat>();
    const format = (value: number, options: Intl.NumberFormatOptions) => {
      const key = JSON.stringify(options);
      const known = made.get(key) ?? new Intl.NumberFormat(locale, options);
      made.set(key, known);
      return known.format(value);
    };
    const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
    return {
      count: (value) => format(value, {}),
      percent: (share, digits = 0) => format(share, { style: "percent", ...fixed(digits) }),
      decimal: (value, digits = 2) => format(value, fixed(digits)),
      signed: (value, digits = 2) => format(value, { ...fixed(digits), signDisplay: "exceptZero" }),
    };
  }, [locale]);
}
