import type { ClockPosition, PositionClock } from "./position-clock.ts";

interface Mark {
  /** When a frame of the video was presented, ms of the page's clock. */
  timeMs: number;
  /** The position of that frame in the video, ms. */
  mediaMs: number;
  /** The video was known to stand (pause, stall, hidden tab) after this frame and before the next. */
  stoodAfter: boolean;
}

/** Without a new frame for this long, the frame on the screen is what the viewer sees: the position stands. */
const SETTLED_AFTER_MS = 400;
/** A gap between two frames that is longer than the video advanced by more than this is a stall. */
const STALL_MS = 100;
/** Frames remembered: 20 s at 30 a second. Samples are placed within seconds. */
const MARKS_KEPT = 600;

/**
 * The position of a video by what it presented: pairs of (presentation time, media time). Between two pairs
 * the position advances at the speed of time and is clamped to the second pair's media time, so that it
 * never runs ahead of a stall; where the video was known to stand it does not advance at all. It never goes
 * back: a pair that would is ignored (there is no seeking).
 */
export class MediaClock implements PositionClock {
  #marks: Mark[] = [];
  #ended = false;
  readonly #stalledMs = new Map<number, number>();

  /** A frame was presented. */
  mark(timeMs: number, mediaMs: number): void {
    const last = this.#marks.at(-1);
    if (this.#ended || (last && (timeMs <= last.timeMs || mediaMs < last.mediaMs))) return;
    if (last) this.#countStall(last, timeMs, mediaMs);
    this.#marks.push({ timeMs, mediaMs, stoodAfter: false });
    if (this.#marks.length > MARKS_KEPT) this.#marks.splice(0, this.#marks.length - MARKS_KEPT);
  }

  /** The video stands from now until its next frame: paused, starved or hidden. */
  stand(): void {
    const last = this.#marks.at(-1);
    if (last) last.stoodAfter = true;
  }

  /** The video ended: its last frame was on the screen until `timeMs`. */
  end(timeMs: number, durationMs: number): void {
    const last = this.#marks.at(-1);
    if (this.#ended || !last) return;
    last.stoodAfter = false;
    // The event comes a little after the last frame's time is up: that is no stall.
    const mark = { timeMs: Math.max(timeMs, last.timeMs + 1), mediaMs: Math.max(durationMs, last.mediaMs) };
    this.#marks.push({ ...mark, stoodAfter: false });
    this.#ended = true;
  }

  get started(): boolean {
    return this.#marks.length > 0;
  }

  get ended(): boolean {
    return this.#ended;
  }

  positionAt(timeMs: number, nowMs: number): ClockPosition {
    const index = this.#lastMarkAt(timeMs);
    const from = this.#marks[index];
    // Marks that were forgotten lie far behind every sample that is still placed.
    if (!from) return { kind: "outside" };
    const to = this.#marks[index + 1];
    if (!to) {
      if (this.#ended) return { kind: "outside" };
      if (!from.stoodAfter && nowMs - timeMs < SETTLED_AFTER_MS) return { kind: "unknown" };
      return { kind: "at", mediaMs: from.mediaMs, standing: true };
    }
    if (from.stoodAfter) return { kind: "at", mediaMs: from.mediaMs, standing: true };
    const reached = from.mediaMs + (timeMs - from.timeMs) * speed(from, to);
    return { kind: "at", mediaMs: Math.min(reached, to.mediaMs), standing: reached > to.mediaMs + STALL_MS };
  }

  passedAt(mediaMs: number): number | null {
    const index = this.#marks.findIndex((mark) => mark.mediaMs >= mediaMs);
    const to = this.#marks[index];
    if (!to) return null;
    const from = this.#marks[index - 1];
    if (!from || from.stoodAfter) return to.timeMs;
    return Math.min(to.timeMs, from.timeMs + (mediaMs - from.mediaMs) / speed(from, to));
  }

  stalledMsIn(second: number): number {
    return this.#stalledMs.get(second) ?? 0;
  }

  #countStall(last: Mark, timeMs: number, mediaMs: number): void {
    const stoodMs = timeMs - last.timeMs - (mediaMs - last.mediaMs);
    if (stoodMs <= STALL_MS) return;
    const second = Math.floor(last.mediaMs / 1000);
    this.#stalledMs.set(second, this.stalledMsIn(second) + stoodMs);
  }

  #lastMarkAt(timeMs: number): number {
    for (let index = this.#marks.length - 1; index >= 0; index--) {
      if ((this.#marks[index]?.timeMs ?? Number.POSITIVE_INFINITY) <= timeMs) return index;
    }
    return -1;
  }
}

/** At least the speed of time: presentation jitters, and a position must arrive at the next frame's. */
function speed(from: Mark, to: Mark): number {
  return Math.max(1, (to.mediaMs - from.mediaMs) / (to.timeMs - from.timeMs));
}
