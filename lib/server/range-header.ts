import type { IncomingMessage } from "node:http";

/** "5-2": a part that ends before it begins. */
function isInvalid(part: string): boolean {
  const match = /^\s*(\d+)-(\d+)\s*$/.exec(part);
  return match !== null && Number(match[2]) < Number(match[1]);
}

/**
 * Takes away a Range header with a part that ends before it begins, before Next reads it, which would answer with 500.
 * Whoever asks gets the whole (RFC 9110, 14.2).
 */
export function ignoreInvalidRange({ headers }: IncomingMessage): void {
  const parts = headers.range?.replace(/^\s*bytes=/i, "").split(",") ?? [];
  if (parts.some(isInvalid)) delete headers.range;
}
