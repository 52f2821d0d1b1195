"use client";

import { useNumberWords } from "./use-number-words.ts";

/** A number as the reader writes it, for pages that the server makes: 12,345. */
export function CountText({ value }: { value: number }) {
  return useNumberWords().count(value);
}

/** A share 0..1 as the reader writes percentages, with `digits` after the point. */
export function PercentText({ share, digits = 0 }: { share: number; digits?: number }) {
  return useNumberWords().percent(share, digits);
}

/** A number with `digits` after the point, as the reader writes it. */
export function DecimalText({ value, digits }: { value: number; digits: number }) {
  return useNumberWords().decimal(value, digits);
}
