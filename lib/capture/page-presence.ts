import type { Happening } from "./session-journal.ts";

/** Time that the page was not run for longer than this, though it was seen, is a device that slept or hung. */
const SLEPT_MS = 3_000;

/** Clocks of the page, both in ms: sleep stops the first on some devices and never the second. */
export interface PageClocks {
  monotonicMs: number;
  wallMs: number;
}

/** Notices that the page was left, and that time passed in which it was not run. */
export class PagePresence {
  #last: PageClocks | null = null;
  #hiddenSince: PageClocks | null = null;

  /** To be asked often while the page is seen; what happened when it was not run meanwhile. */
  tick(now: PageClocks): Happening | null {
    const last = this.#last;
    // A hidden page's timers are held back: that is no sleep.
    this.#last = this.#hiddenSince ? null : now;
    if (!last || this.#hiddenSince) return null;
    const ms = passed(last, now);
    return ms > SLEPT_MS ? { kind: "slept", ms } : null;
  }

  /** The page is seen or not; what happened when it is seen again. */
  visibility(hidden: boolean, now: PageClocks, watching: boolean): Happening | null {
    if (hidden) {
      this.#hiddenSince ??= now;
      return null;
    }
    const since = this.#hiddenSince;
    this.#hiddenSince = null;
    this.#last = now;
    return since ? { kind: "tabLeft", ms: passed(since, now), watching } : null;
  }
}

/** A wall clock that was set back says nothing. */
function passed(from: PageClocks, to: PageClocks): number {
  return Math.max(0, Math.round(Math.max(to.monotonicMs - from.monotonicMs, to.wallMs - from.wallMs)));
}
