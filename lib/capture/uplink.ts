import type { BatchAck } from "#lib/protocol/batch-acks.ts";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import {
  CAPTURE_CODES,
  type CalibrateAck,
  type CaptureCode,
  calibrateAckSchema,
  finishAckSchema,
  type ResumeAck,
  resumeAckSchema,
} from "#lib/protocol/capture-events.ts";
import type { Batch } from "#lib/protocol/sample.ts";
import type { BatchStore, StoredBatch } from "./batch-store.ts";
import type { CaptureSocket } from "./capture-socket.ts";
import { UplinkProgress, type UplinkState, type UplinkStop } from "./uplink-progress.ts";

/** Unanswered batches at a time: enough for a long line, few enough for a small server. */
const MAX_IN_FLIGHT = 4;
const RETRY_MS = [500, 1_000, 2_000, 5_000] as const;
/** A batch that is not answered in this time is sent again. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Refusals after which a batch can never be stored; the others concern the whole session. */
const LOST_BATCH: ReadonlySet<CaptureCode> = new Set([
  "batch-malformed",
  "batch-out-of-range",
  "batch-version",
  "batch-too-large",
  "batch-impossible-time",
]);

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
  /** Sent and not answered, oldest first, by coordinates. */
  readonly #inFlight = new Map<string, { batch: StoredBatch; sentAtMs: number }>();
  #answerTimer: ReturnType<typeof setTimeout> | null = null;
  /** The server asked for time: nothing is sent before this timer. */
  #holdTimer: ReturnType<typeof setTimeout> | null = null;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;
  readonly #progress: UplinkProgress;

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#progress = new UplinkProgress(options.onChange);
    this.#ticket = options.ticket;
    this.#socket = options.openSocket(() => this.#ticket);
    this.#socket.onConnect(() => {
      this.#attempt = 0;
      this.#progress.set({ connection: "online" });
      this.#send();
    });
    this.#socket.onDisconnect((willRetry) => {
      this.#putBack(() => true);
      this.#progress.set({ connection: "offline" });
      if (!willRetry) this.#later(() => this.#socket.connect());
    });
    this.#socket.onRefused((code) => {
      this.#progress.set({ connection: "offline" });
      if (code !== null) void this.#onRefused(code);
    });
    this.#socket.onOvertaken(() => this.#stop("overtaken"));
    this.#socket.onAcks((acks) => {
      for (const ack of acks) this.#answered(ack);
      this.#send();
    });
  }

  /** Connects, and takes up what an earlier page of this session left behind. */
  async open(): Promise<void> {
    const left = await this.#options.store.all();
    this.#waiting.push(...left);
    this.#progress.set({ queued: this.#progress.state.queued + left.length });
    this.#socket.connect();
  }

  push(batch: Batch): Promise<void> {
    return this.pushEncoded({ segment: batch.segment, second: batch.second, bytes: encodeBatch(batch) });
  }

  /** A batch whose wire bytes are there already. */
  async pushEncoded(stored: StoredBatch): Promise<void> {
    this.#progress.set({ queued: this.#progress.state.queued + 1 });
    await this.#options.store.put(stored);
    this.#waiting.push(stored);
    this.#send();
  }

  get state(): UplinkState {
    return this.#progress.state;
  }

  /** Resolves when every batch is acknowledged or lost; rejects with `UplinkStopped`. */
  drained(): Promise<void> {
    return this.#progress.until(
      () => this.#progress.state.acknowledged + this.#progress.state.lost === this.#progress.state.queued,
    );
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
    for (const timer of [this.#retryTimer, this.#answerTimer, this.#holdTimer]) {
      if (timer !== null) clearTimeout(timer);
    }
    this.#socket.disconnect();
    this.#progress.close();
  }

  #send(): void {
    while (
      this.#waiting.length > 0 &&
      this.#inFlight.size < MAX_IN_FLIGHT &&
      this.#holdTimer === null &&
      this.#socket.connected &&
      !this.#progress.state.stopped &&
      !this.#closed
    ) {
      const batch = this.#waiting.shift();
      if (!batch) return;
      this.#inFlight.set(keyOf(batch), { batch, sentAtMs: Date.now() });
      this.#socket.push(batch.bytes);
      this.#watchAnswers();
    }
  }

  /** One timer for all that is in flight, at the oldest one's time. */
  #watchAnswers(): void {
    const [oldest] = this.#inFlight.values();
    if (!oldest || this.#answerTimer !== null || this.#closed) return;
    this.#answerTimer = setTimeout(
      () => {
        this.#answerTimer = null;
        this.#putBack(({ sentAtMs }) => Date.now() - sentAtMs >= ANSWER_TIMEOUT_MS);
        this.#send();
        this.#watchAnswers();
      },
      oldest.sentAtMs + ANSWER_TIMEOUT_MS - Date.now(),
    );
  }

  #answered({ outcome, ...key }: BatchAck): void {
    const sent = this.#inFlight.get(keyOf(key));
    if (!sent) return;
    // The server judged the calibration from what it had; a second that came too late for it does not matter.
    const isStored = outcome === "stored" || outcome === "calibration-done";
    if (!isStored && !LOST_BATCH.has(outcome)) {
      this.#putBack(({ batch }) => batch === sent.batch);
      if (CAPTURE_CODES[outcome].retry) this.#hold();
      else this.#stop(outcome);
      return;
    }
    this.#attempt = 0;
    this.#inFlight.delete(keyOf(key));
    void this.#settle(sent.batch, isStored ? { acknowledged: 1, lost: 0 } : { acknowledged: 0, lost: 1 });
  }

  /** Forgotten on this device first, so that whoever waits for all of it finds nothing left. */
  async #settle(batch: StoredBatch, by: { acknowledged: number; lost: number }): Promise<void> {
    await this.#options.store.remove(batch).catch(() => undefined);
    this.#progress.set({
      acknowledged: this.#progress.state.acknowledged + by.acknowledged,
      lost: this.#progress.state.lost + by.lost,
    });
  }

  /** Takes what is in flight and meant by `which` to be sent again, in order. */
  #putBack(which: (sent: { batch: StoredBatch; sentAtMs: number }) => boolean): void {
    for (const [key, sent] of this.#inFlight) {
      if (!which(sent)) continue;
      this.#inFlight.delete(key);
      this.#waiting.push(sent.batch);
    }
    this.#waiting.sort((a, b) => a.segment - b.segment || a.second - b.second);
  }

  /** Sends nothing for a while, longer each time that the server asks for it. */
  #hold(): void {
    if (this.#holdTimer !== null || this.#closed) return;
    this.#holdTimer = setTimeout(() => {
      this.#holdTimer = null;
      this.#send();
    }, this.#nextDelayMs());
  }

  /** Asks until there is an answer that is not "later". */
  async #insist<Ok extends { ok: true }>(
    event: string,
    parse: (answer: unknown) => Ok | { ok: false; code: CaptureCode; retry: boolean },
  ): Promise<Ok> {
    for (;;) {
      await this.#progress.until(() => this.#socket.connected);
      try {
        const answer = parse(await this.#socket.ask(event));
        if (answer.ok) return answer;
        if (!answer.retry) this.#stop(answer.code);
      } catch {
        // The connection went, or the answer was not understood: ask again.
      }
      if (!this.#progress.state.stopped) await new Promise<void>((resolve) => this.#later(resolve));
    }
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
    this.#progress.set({ stopped: why, connection: "offline" });
  }

  #later(action: () => void): void {
    if (this.#closed || this.#progress.state.stopped) return;
    this.#retryTimer = setTimeout(action, this.#nextDelayMs());
  }

  #nextDelayMs(): number {
    return RETRY_MS[Math.min(this.#attempt++, RETRY_MS.length - 1)] ?? 1_000;
  }
}

function keyOf({ segment, second }: { segment: number; second: number }): string {
  return `${segment}/${second}`;
}
