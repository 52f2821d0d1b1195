"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";

interface ShareWithIntervalProps {
  /** A share 0..1 and the ends of its 95% interval. */
  share: number;
  interval: readonly [number, number];
}

/** "78.9% (74.6% to 82.9%)" */
export function ShareWithInterval({ share, interval: [low, high] }: ShareWithIntervalProps) {
  const { percent } = useNumberWords();
  return `${percent(share, 1)} (${percent(low, 1)} to ${percent(high, 1)})`;
}
