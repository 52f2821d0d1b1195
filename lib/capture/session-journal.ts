import { MAX_EVENTS_AT_ONCE, type SessionEvent } from "#lib/protocol/session-events.ts";

/** An event without its time. */
export type Happening = SessionEvent extends infer Event
  ? Event extends SessionEvent
    ? Omit<Event, "atMs">
    : never
  : never;

export interface JournalOptions {
  /** The session's zero by the page's clock. */
  zeroMs: number;
  /** "refused": this session takes no more. Never throws. `leaving`: the page may be gone before the answer. */
  send(events: SessionEvent[], leaving: boolean): Promise<"kept" | "refused" | "unreached">;
  nowMs?: () => number;
}

/** Events of one moment travel together. */
const GATHER_MS = 500;
const AGAIN_MS = 5_000;
/** A journal that cannot be sent keeps the latest. */
const MOST_KEPT = 300;
/** A session is finished without the rest of its journal when it cannot be sent for so long. */
const FLUSH_MS = 8_000;

/** What happens in a viewer's page besides what is measured, until the server has it. */
export class SessionJournal {
  readonly #options: JournalOptions;
  readonly #nowMs: () => number;
  #waiting: SessionEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sending: Promise<void> | null = null;
  #closed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
  }

  note(happening: Happening): void {
    if (this.#closed) return;
    const atMs = Math.max(0, Math.round(this.#nowMs() - this.#options.zeroMs));
    // An event is told apart by its time and kind: two of one kind in one ms are one.
    this.#waiting.push({ ...happening, atMs } as SessionEvent);
    if (this.#waiting.length > MOST_KEPT) this.#waiting.shift();
    this.#later(GATHER_MS);
  }

  /** Until everything is kept, or time is up. */
  async flush(): Promise<void> {
    const untilMs = this.#nowMs() + FLUSH_MS;
    while (this.#waiting.length > 0 && !this.#closed && this.#nowMs() < untilMs) {
      await this.#send();
      if (this.#waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    }
  }

  /** The page goes, or the session ended: what waits is handed to the browser, and nothing more is taken. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (let from = 0; from < this.#waiting.length; from += MAX_EVENTS_AT_ONCE) {
      void this.#options.send(this.#waiting.slice(from, from + MAX_EVENTS_AT_ONCE), true);
    }
    this.#waiting = [];
  }

  #later(ms: number): void {
    if (this.#timer !== null || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#send();
    }, ms);
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendOnce().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendOnce(): Promise<void> {
    const events = this.#waiting.slice(0, MAX_EVENTS_AT_ONCE);
    if (events.length === 0) return;
    const outcome = await this.#options.send(events, false);
    if (outcome === "refused") this.#waiting = [];
    else if (outcome === "kept") this.#waiting = this.#waiting.filter((event) => !events.includes(event));
    if (this.#waiting.length > 0) this.#later(outcome === "kept" ? GATHER_MS : AGAIN_MS);
  }
}
