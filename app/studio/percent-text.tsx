"use client";

import { useNumberWords } from "./use-number-words.ts";

/** A share 0..1 as the reader writes percentages. */
export function PercentText({ share }: { share: number }) {
  return useNumberWords().percent(share);
}
