import type { CaptureCode } from "#lib/protocol/capture-events.ts";

export type UplinkStop = CaptureCode | "no-session";

export interface UplinkState {
  connection: "offline" | "online";
  /** Batches handed over, and those of them that the server has acknowledged. */
  queued: number;
  acknowledged: number;
  /** Batches that the server will never take; they are missing from the session. */
  lost: number;
  /** Why nothing can be sent any more; null while it can. */
  stopped: UplinkStop | null;
}

/** Nothing can be sent any more; `why` is the server's reason. */
export class UplinkStopped extends Error {
  readonly why: UplinkStop;

  constructor(why: UplinkStop) {
    super(`the connection was ended: ${why}`);
    this.name = "UplinkStopped";
    this.why = why;
  }
}

/** How far the sending has come, and who waits for it to come further. */
export class UplinkProgress {
  readonly #onChange: (state: UplinkState) => void;
  readonly #watchers = new Set<() => void>();
  #closed = false;
  #state: UplinkState = { connection: "offline", queued: 0, acknowledged: 0, lost: 0, stopped: null };

  constructor(onChange: (state: UplinkState) => void) {
    this.#onChange = onChange;
  }

  get state(): UplinkState {
    return this.#state;
  }

  set(change: Partial<UplinkState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
    this.#tell();
  }

  /** Resolves when `condition` holds; rejects with `UplinkStopped` when nothing can be sent any more. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const { stopped } = this.#state;
        if (!condition() && !stopped && !this.#closed) return;
        this.#watchers.delete(check);
        if (stopped) reject(new UplinkStopped(stopped));
        else if (condition()) resolve();
        else reject(new UplinkStopped("no-session"));
      };
      this.#watchers.add(check);
      check();
    });
  }

  /** Whoever still waits is told that nothing comes any more. */
  close(): void {
    this.#closed = true;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
