/** The part of the film that the charts show, seconds: [from, to]. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** No chart shows less than this, seconds: three numbers are the least that make a curve. */
export const NARROWEST_SECONDS = 3;

export function wholeWindow(durationSeconds: number): TimeWindow {
  return { from: 0, to: durationSeconds };
}

export function isWhole({ from, to }: TimeWindow, durationSeconds: number): boolean {
  return from <= 0 && to >= durationSeconds;
}

/**
 * The nearest window that lies in the film and is not too narrow to read. Its ends are whole tenths of a second, or
 * the film's: what an address can hold, so that a link shows the same.
 */
export function fitWindow({ from, to }: TimeWindow, durationSeconds: number): TimeWindow {
  const length = Math.min(durationSeconds, Math.max(NARROWEST_SECONDS, to - from));
  const start = Math.min(Math.max(0, from), durationSeconds - length);
  const end = start + length;
  const isFilmsEnd = end > durationSeconds - HALF_A_TENTH;
  return { from: inTenths(start), to: isFilmsEnd ? durationSeconds : inTenths(end) };
}

const HALF_A_TENTH = 0.05;
const inTenths = (seconds: number) => Math.round(seconds * 10) / 10;

/** Shows `factor` times as much of the film; what is at `aroundSeconds` stays where it is on the screen. */
export function zoomWindow(
  window: TimeWindow,
  durationSeconds: number,
  factor: number,
  aroundSeconds: number,
): TimeWindow {
  const length = window.to - window.from;
  const next = Math.min(durationSeconds, Math.max(NARROWEST_SECONDS, length * factor));
  const from = aroundSeconds - ((aroundSeconds - window.from) / length) * next;
  return fitWindow({ from, to: from + next }, durationSeconds);
}

/** The same length, `bySeconds` later in the film. */
export function panWindow(window: TimeWindow, durationSeconds: number, bySeconds: number): TimeWindow {
  return fitWindow({ from: window.from + bySeconds, to: window.to + bySeconds }, durationSeconds);
}

/** Moves the window only when `seconds` lies outside, so that the pointer stays in sight while it plays. */
export function followWindow(window: TimeWindow, durationSeconds: number, seconds: number): TimeWindow {
  if (seconds >= window.from && seconds <= window.to) return window;
  return fitWindow({ from: seconds, to: seconds + window.to - window.from }, durationSeconds);
}

/** Position of a moment within the window, 0 at its left edge and 1 at its right. */
export function shareOfWindow({ from, to }: TimeWindow, seconds: number): number {
  return (seconds - from) / (to - from);
}

/** "12.5-20": a window as the address holds it, in tenths of a second. */
export function windowText({ from, to }: TimeWindow): string {
  return `${inTenths(from)}-${inTenths(to)}`;
}
