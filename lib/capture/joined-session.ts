import { CALIBRATION_SECONDS } from "#lib/protocol/limits.ts";
import type { StartSessionResponse } from "#lib/protocol/session-api.ts";
import { type BatchStore, openBatchStore } from "./batch-store.ts";
import { openCaptureSocket } from "./capture-socket.ts";
import { firstMissingSecond, type MissingPart, missingParts } from "./missing-parts.ts";
import { SessionJournal } from "./session-journal.ts";
import { Uplink } from "./uplink.ts";
import type { UplinkState } from "./uplink-progress.ts";
import type { watchApi } from "./watch-api.ts";

export interface JoinOptions {
  started: StartSessionResponse;
  /** The session's start by this page's clock. */
  zeroMs: number;
  api: ReturnType<typeof watchApi>;
  /** Aborts when the page ends it. */
  signal: AbortSignal;
  onChange(state: UplinkState): void;
}

/** An open session as this page holds it: what is kept until it is sent, the connection, and what the server has. */
export class JoinedSession {
  readonly uplink: Uplink;
  readonly journal: SessionJournal;
  readonly zeroMs: number;
  readonly #started: StartSessionResponse;
  readonly #batches: BatchStore;
  /** Seconds that the server had when this page joined, by segment. */
  #stored: Readonly<Record<number, readonly number[]>> = {};
  #calibrated = false;

  private constructor({ started, zeroMs, api, onChange }: JoinOptions, batches: BatchStore) {
    this.#started = started;
    this.#batches = batches;
    this.zeroMs = zeroMs;
    this.uplink = new Uplink({
      store: batches,
      openSocket: openCaptureSocket,
      ticket: started.ticket,
      renewTicket: api.renewTicket,
      onChange,
    });
    this.journal = new SessionJournal({ zeroMs, send: api.noteEvents });
  }

  /** Throws when the page ended meanwhile. */
  static async open(options: JoinOptions): Promise<JoinedSession> {
    const { started, api, signal } = options;
    const batches = await openBatchStore(started.sessionPublicId, () => void api.noteMemoryStorage());
    signal.throwIfAborted();
    const joined = new JoinedSession(options, batches);
    signal.addEventListener("abort", () => joined.#close(), { once: true });
    await joined.uplink.open();
    return joined;
  }

  /** Sends what this browser kept, and asks what the server has then. */
  async resume(): Promise<void> {
    const { calibrated, stored } = await this.uplink.resume();
    this.#calibrated = calibrated;
    this.#stored = stored;
  }

  get calibrated(): boolean {
    return this.#calibrated;
  }

  /** All of the calibration may have arrived before the page ended, and only its judgement be missing. */
  get calibrationIsStored(): boolean {
    return firstMissingSecond(this.#stored[0], CALIBRATION_SECONDS) === null;
  }

  async calibrate(): Promise<void> {
    await this.uplink.calibrate();
    this.#calibrated = true;
  }

  /** What is still to be shown. */
  missing(): MissingPart[] {
    return missingParts(this.#started.stimuli, this.#stored);
  }

  /** Everything is at the server, and the session closed there; nothing of it stays in this browser but its cookie. */
  async finish(): Promise<void> {
    await this.journal.flush();
    await this.uplink.finish();
    await this.#batches.clear().catch(() => undefined);
  }

  #close(): void {
    this.journal.close();
    this.uplink.close();
  }
}

/** Nothing of a session stays in this browser. */
export async function forgetSession(sessionPublicId: string): Promise<void> {
  const batches = await openBatchStore(sessionPublicId, () => undefined);
  await batches.clear().catch(() => undefined);
}
