/** Position in a film to a tenth of a second, as people write it: 0:12.5, and 0:12 on a whole second. */
export function preciseTime(ms: number): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
  const rest = tenths % 10;
  return `${Math.floor(tenths / 600)}:${seconds}${rest === 0 ? "" : `.${rest}`}`;
}

/** What somebody typed as a position, in ms: 12, 12.5, 0:12.5 or 1:02; null when it is none. */
export function parseTime(text: string): number | null {
  const match = /^(?:(\d{1,3}):)?(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (match === null) return null;
  const seconds = Number(match[2]);
  if (match[1] !== undefined && seconds > 59) return null;
  return (Number(match[1] ?? 0) * 60 + seconds) * 1000 + Math.round(Number(`0.${match[3] ?? 0}`) * 1000);
}

/** A span of a film: 0:05 to 0:12.5 */
export function spanText({ startMs, endMs }: { startMs: number; endMs: number }): string {
  return `${preciseTime(startMs)} to ${preciseTime(endMs)}`;
}
