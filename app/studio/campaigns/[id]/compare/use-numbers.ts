"use client";

import { useMemo, useSyncExternalStore } from "react";

const never = () => () => {};

export interface Numbers {
  count: (value: number) => string;
  percent: (share: number) => string;
  decimal: (value: number, digits?: number) => string;
  /** With a plus before what is positive. */
  signed: (value: number) => string;
}

/** Numbers in the reader's locale; English while the page is rendered on the server, which does not know it. */
export function useNumbers(): Numbers {
  const locale = useSyncExternalStore(
    never,
    () => navigator.language,
    () => "en",
  );
  return useMemo(() => {
    const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
    const count = new Intl.NumberFormat(locale);
    const percent = new Intl.NumberFormat(locale, { style: "percent" });
    const signed = new Intl.NumberFormat(locale, { ...fixed(2), signDisplay: "exceptZero" });
    return {
      count: (value) => count.format(value),
      percent: (share) => percent.format(share),
      decimal: (value, digits = 2) => new Intl.NumberFormat(locale, fixed(digits)).format(value),
      signed: (value) => signed.format(value),
    };
  }, [locale]);
}
