import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import {
  type CalibrateAck,
  type CaptureCode,
  calibrateAckSchema,
  finishAckSchema,
  pushAckSchema,
  type ResumeAck,
  resumeAckSchema,
} from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import type { BatchStore, StoredBatch } from "./batch-store.ts";
import type { CaptureSocket } from "./capture-socket.ts";

/** Unanswered batches at a time: enough for a long line, few enough for a small server. */
const MAX_IN_FLIGHT = 4;
const RETRY_MS = [500, 1_000, 2_000, 5_000] as const;

/** Refusals after which a batch can never be stored; the others concern the whole session. */
const LOST_BATCH: ReadonlySet<CaptureCode> = new Set(["batch-malformed", "batch-out-of-range"]);

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

export interface UplinkOptions {
  store: BatchStore;
  openSocket(ticket: () => string): CaptureSocket;
  ticket: string;
  /** A fresh ticket; "refused" when this browser has no session any more. Throws when the server is not reached. */
  renewTicket(): Promise<string | "refused">;
  onChange(state: UplinkState): void;
}

/**
 * Sends batches until each is acknowledged: a few in flight, again after a lost connection or answer, in order
 * of their seconds. What the server has stored already it acknowledges again, so sending twice is harmless.
 */
export class Uplink {
  readonly #options: UplinkOptions;
  readonly #socket: CaptureSocket;
  #ticket: string;
  readonly #waiting: StoredBatch[] = [];
  #inFlight = 0;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;
  #state: UplinkState = { connection: "offline", queued: 0, acknowledged: 0, lost: 0, stopped: null };
  readonly #watchers = new Set<() => void>();

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#ticket = options.ticket;
    this.#socket = options.openSocket(() => this.#ticket);
    this.#socket.onConnect(() => {
      this.#attempt = 0;
      this.#set({ connection: "online" });
      this.#send();
    });
    this.#socket.onDisconnect((willRetry) => {
      this.#set({ connection: "offline" });
      if (!willRetry) this.#later(() => this.#socket.connect());
    });
    this.#socket.onRefused((code) => {
      this.#set({ connection: "offline" });
      if (code !== null) void this.#onRefused(code);
    });
    this.#socket.onOvertaken(() => this.#stop("overtaken"));
  }

  /** Connects, and takes up what an earlier page of this session left behind. */
  async open(): Promise<void> {
    const left = await this.#options.store.all();
    this.#waiting.push(...left);
    this.#set({ queued: this.#state.queued + left.length });
    this.#socket.connect();
  }

  async push(batch: Batch): Promise<void> {
    const stored = { segment: batch.segment, second: batch.second, bytes: encodeBatch(batch) };
    this.#set({ queued: this.#state.queued + 1 });
    await this.#options.store.put(stored);
    this.#waiting.push(stored);
    this.#send();
  }

  get state(): UplinkState {
    return this.#state;
  }

  /** Resolves when every batch is acknowledged or lost; rejects with `UplinkStopped`. */
  drained(): Promise<void> {
    return this.#until(() => this.#state.acknowledged + this.#state.lost === this.#state.queued);
  }

  async calibrate(): Promise<CalibrateAck & { ok: true }> {
    await this.drained();
    return this.#insist("session:calibrate", (answer) => calibrateAckSchema.parse(answer));
  }

  /** What the server has, once it has all that an earlier page left behind. */
  async resume(): Promise<ResumeAck & { ok: true }> {
    await this.drained();
    return this.#insist("session:resume", (answer) => resumeAckSchema.parse(answer));
  }

  async finish(): Promise<void> {
    await this.drained();
    await this.#insist("session:finish", (answer) => finishAckSchema.parse(answer));
  }

  close(): void {
    this.#closed = true;
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
    this.#socket.disconnect();
    for (const watcher of this.#watchers) watcher();
  }

  #send(): void {
    while (
      this.#waiting.length > 0 &&
      this.#inFlight < MAX_IN_FLIGHT &&
      this.#socket.connected &&
      !this.#state.stopped &&
      !this.#closed
    ) {
      const batch = this.#waiting.shift();
      if (batch) void this.#sendOne(batch);
    }
  }

  async #sendOne(batch: StoredBatch): Promise<void> {
    this.#inFlight++;
    const outcome = await this.#outcomeOf(batch);
    this.#inFlight--;
    if (outcome === "again") {
      this.#putBack(batch);
      if (this.#socket.connected) this.#later(() => this.#send());
      return;
    }
    if (outcome === "stopped") {
      this.#putBack(batch);
      return;
    }
    this.#attempt = 0;
    await this.#options.store.remove(batch).catch(() => undefined);
    if (outcome === "stored") this.#set({ acknowledged: this.#state.acknowledged + 1 });
    else this.#set({ lost: this.#state.lost + 1 });
    this.#send();
  }

  async #outcomeOf(batch: StoredBatch): Promise<"stored" | "lost" | "again" | "stopped"> {
    let answer: unknown;
    try {
      answer = await this.#socket.ask("batch:push", batch.bytes);
    } catch {
      return "again";
    }
    const parsed = pushAckSchema.safeParse(answer);
    if (!parsed.success) return "again";
    if (parsed.data.ok) return "stored";
    const { code, retry } = parsed.data;
    // The server judged the calibration from what it had; this second came too late to matter.
    if (code === "calibration-done") return "stored";
    if (LOST_BATCH.has(code)) return "lost";
    if (retry) return "again";
    this.#stop(code);
    return "stopped";
  }

  #putBack(batch: StoredBatch): void {
    this.#waiting.push(batch);
    this.#waiting.sort((a, b) => a.segment - b.segment || a.second - b.second);
  }

  /** Asks until there is an answer that is not "later". */
  async #insist<Ok extends { ok: true }>(
    event: string,
    parse: (answer: unknown) => Ok | { ok: false; code: CaptureCode; retry: boolean },
  ): Promise<Ok> {
    for (;;) {
      await this.#until(() => this.#socket.connected);
      try {
        const answer = parse(await this.#socket.ask(event));
        if (answer.ok) return answer;
        if (!answer.retry) this.#stop(answer.code);
      } catch {
        // The connection went, or the answer was not understood: ask again.
      }
      if (!this.#state.stopped) await new Promise<void>((resolve) => this.#later(resolve));
    }
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const stopped = this.#state.stopped;
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

  async #onRefused(code: string): Promise<void> {
    if (code === "session-closed" || code === "campaign-closed" || code === "overtaken") {
      this.#stop(code);
      return;
    }
    if (code === "ticket-expired" || code === "ticket-invalid") {
      const renewed = await this.#options.renewTicket().catch(() => null);
      if (renewed === "refused") {
        this.#stop("no-session");
        return;
      }
      if (renewed !== null) this.#ticket = renewed;
    }
    this.#later(() => this.#socket.connect());
  }

  #stop(why: UplinkStop): void {
    this.#socket.disconnect();
    this.#set({ stopped: why, connection: "offline" });
  }

  #later(action: () => void): void {
    if (this.#closed || this.#state.stopped) return;
    const delayMs = RETRY_MS[Math.min(this.#attempt++, RETRY_MS.length - 1)] ?? 1_000;
    const timer = setTimeout(action, delayMs);
    this.#retryTimer = timer;
  }

  #set(change: Partial<UplinkState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange(this.#state);
    for (const watcher of [...this.#watchers]) watcher();
  }
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
