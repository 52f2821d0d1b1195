import { CALIBRATION_SECONDS } from "#lib/protocol/limits.ts";
import type { SegmentValues } from "#lib/protocol/segment-values.ts";
import type { ResumeResponse, StartSessionResponse, Stimulus } from "#lib/protocol/session-api.ts";
import { type BatchStore, openBatchStore } from "./batch-store.ts";
import { openCaptureSocket } from "./capture-socket.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { findSession } from "./find-session.ts";
import { holdTab } from "./hold-tab.ts";
import { type Failure, isRunning } from "./journey-state.ts";
import { JourneyStore } from "./journey-store.ts";
import { firstMissingSecond, type MissingPart, missingParts } from "./missing-parts.ts";
import { Uplink, UplinkStopped } from "./uplink.ts";
import { Viewing } from "./viewing.ts";
import { watchApi } from "./watch-api.ts";

export interface JourneyConfig {
  slug: string;
  /** What the link says of the viewer. */
  segments: SegmentValues;
  textSha256: string;
  addresses: EngineAddresses;
}

type OpenSession = Extract<ResumeResponse, { state: "open" }>;

/**
 * One viewer's session in this page, from consent or return to thanks. Plain state: `subscribe` and `getState` are
 * all that a view needs. Whatever ends it stops the camera's tracks and the worker.
 */
export class CaptureSession {
  readonly #config: JourneyConfig;
  readonly #api: ReturnType<typeof watchApi>;
  readonly #journey = new JourneyStore();
  readonly subscribe = this.#journey.subscribe;
  readonly getState = this.#journey.getState;
  #ending = new AbortController();
  #returned: OpenSession | null = null;
  #sessionPublicId: string | null = null;
  #stimuli: readonly Stimulus[] = [];
  #calibrated = false;
  /** Seconds that the server had when this page joined, by segment. */
  #stored: Readonly<Record<number, readonly number[]>> = {};
  #batches: BatchStore | null = null;
  #uplink: Uplink | null = null;
  #viewing: Viewing | null = null;

  constructor(config: JourneyConfig) {
    this.#config = config;
    this.#api = watchApi(config.slug, config.segments);
  }

  get selfView(): MediaStream | null {
    return this.#viewing?.selfView ?? null;
  }

  /** Ties the session to the page that shows it; the returned function ends it. */
  attach(): () => void {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    document.documentElement.dataset.capturePhase = this.getState().phase;
    const leaving = new AbortController();
    window.addEventListener("pagehide", () => this.#onPageHide(), { signal: leaving.signal });
    // A page that the browser had put aside is over; a fresh one goes on where it was.
    window.addEventListener("pageshow", (event) => event.persisted && window.location.reload(), {
      signal: leaving.signal,
    });
    void this.#open(signal);
    return () => {
      leaving.abort();
      this.#release();
      delete document.documentElement.dataset.capturePhase;
    };
  }

  async decline(): Promise<void> {
    if (this.getState().phase !== "consent" || this.getState().busy) return;
    this.#journey.set({ busy: true });
    // Whether or not the refusal could be counted, it is a refusal.
    await this.#api.decline(this.#config.textSha256);
    this.#journey.set({ busy: false });
    this.#journey.enter("declined");
    this.#release();
  }

  /** The viewer consented: opens the session, then loads the engine and asks for the camera. */
  async consent(): Promise<void> {
    if (this.getState().phase !== "consent" || this.getState().busy) return;
    this.#journey.set({ busy: true, consentProblem: null });
    const started = await this.#api.start(this.#config.textSha256);
    this.#journey.set({ busy: false });
    if (this.#ended) return;
    if (!started.ok) {
      this.#journey.set({ consentProblem: started.message });
      return;
    }
    try {
      await this.#join(started.value);
      await this.#askForCamera(performance.now());
    } catch (error) {
      this.#onError(error);
    }
  }

  /** The viewer is back: sends what this browser kept, then goes on with what the server does not have. */
  async goOn(): Promise<void> {
    const returned = this.#returned;
    if (this.getState().phase !== "returned" || this.getState().busy || !returned) return;
    this.#journey.set({ busy: true });
    try {
      const zeroMs = performance.now() - returned.elapsedMs;
      const uplink = await this.#join(returned);
      const { calibrated, stored } = await uplink.resume();
      if (this.#ended) return;
      this.#journey.set({ busy: false });
      this.#calibrated = calibrated;
      this.#stored = stored;
      if (calibrated && this.#missing().length === 0) await this.#finish(uplink);
      else await this.#askForCamera(zeroMs);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Asks for the camera: at first, after a refusal, and after it was lost. */
  async openCamera(): Promise<void> {
    if (!this.#viewing || this.getState().busy) return;
    this.#journey.set({ busy: true, cameraProblem: null });
    const cameraProblem = await this.#viewing.openCamera();
    this.#journey.set({ busy: false, cameraProblem });
    if (this.#ended || cameraProblem) return;
    if (this.getState().phase === "permission") this.#journey.enter("cameraCheck");
  }

  /** Camera check -> calibration, unless it was judged before -> what is missing of the videos -> the end. */
  async begin(): Promise<void> {
    const [viewing, uplink] = [this.#viewing, this.#uplink];
    const { phase, mayBegin } = this.getState();
    if (phase !== "cameraCheck" || !mayBegin || !viewing || !uplink) return;
    viewing.checked();
    try {
      if (!this.#calibrated) await this.#calibrate(viewing, uplink);
      for (const { stimulus, firstSecond } of this.#missing()) {
        await viewing.watch(stimulus, firstSecond, (batch) => {
          void uplink.push(batch).catch(() => this.#fail("unexpected"));
        });
      }
      await this.#finish(uplink);
    } catch (error) {
      this.#onError(error);
    }
  }

  attachVideo(video: HTMLVideoElement | null): void {
    this.#viewing?.attachVideo(video);
  }

  play(): void {
    this.#viewing?.play();
  }

  /** The viewer is asked whether to stop; the video waits for their answer. */
  ask(asking: boolean): void {
    this.#viewing?.ask(asking);
  }

  /** The viewer stops taking part. What was sent stays until they withdraw. */
  leave(): void {
    if (isRunning(this.getState().phase)) this.#fail("left");
  }

  /** The viewer withdraws: nothing is measured from now on, and the server erases what it has. Again on a failure. */
  async withdraw(): Promise<void> {
    const { phase, receipt, withdrawProblem } = this.getState();
    if (receipt === null || (phase === "withdrawing" && !withdrawProblem) || phase === "withdrawn") return;
    this.#release();
    this.#journey.set({ busy: true, withdrawProblem: null });
    this.#journey.enter("withdrawing");
    const answer = await this.#api.withdraw();
    this.#journey.set({ busy: false });
    if (!answer.ok) {
      this.#journey.set({ withdrawProblem: answer.code === "no-session" ? "expired" : "unreached" });
      return;
    }
    await this.#forget();
    this.#journey.enter("withdrawn");
  }

  async #open(signal: AbortSignal): Promise<void> {
    const held = await holdTab(this.#config.slug, signal);
    if (signal.aborted) return;
    if (!held) {
      this.#journey.enter("elsewhere");
      return;
    }
    const found = await findSession(this.#api.resume, signal, (consentProblem) =>
      this.#journey.set({ consentProblem }),
    );
    if (!found) return;
    this.#journey.set({ consentProblem: null });
    if (found.state === "none") {
      this.#journey.enter("consent");
      return;
    }
    this.#sessionPublicId = found.sessionPublicId;
    this.#journey.set({ receipt: found.receipt });
    if (found.state === "finished") {
      this.#journey.set({ acknowledged: found.storedSeconds });
      await this.#forget();
      this.#journey.enter("done");
      this.#release();
      return;
    }
    this.#returned = found;
    this.#journey.enter("returned");
  }

  async #join({ sessionPublicId, receipt, ticket, stimuli }: StartSessionResponse): Promise<Uplink> {
    this.#sessionPublicId = sessionPublicId;
    this.#stimuli = stimuli;
    this.#journey.set({ receipt, stimulus: stimuli[0] ?? null });
    const { signal } = this.#ending;
    const batches = await openBatchStore(sessionPublicId, () => void this.#api.noteMemoryStorage());
    signal.throwIfAborted();
    this.#batches = batches;
    this.#uplink = new Uplink({
      store: batches,
      openSocket: openCaptureSocket,
      ticket,
      renewTicket: this.#api.renewTicket,
      onChange: ({ connection, queued, acknowledged, lost, stopped }) => {
        this.#journey.set({ connection, queued, acknowledged, lost });
        if (stopped) this.#fail(stopped);
      },
    });
    await this.#uplink.open();
    return this.#uplink;
  }

  /** `zeroMs`: the session's start by this page's clock. */
  async #askForCamera(zeroMs: number): Promise<void> {
    this.#viewing = new Viewing({
      addresses: this.#config.addresses,
      journey: this.#journey,
      signal: this.#ending.signal,
      zeroMs,
      onFailure: (failure) => this.#fail(failure),
    });
    this.#journey.enter("permission");
    await this.openCamera();
  }

  async #calibrate(viewing: Viewing, uplink: Uplink): Promise<void> {
    this.#journey.enter("calibration");
    // All of it may have arrived before the page ended, and only the judgement be missing.
    if (firstMissingSecond(this.#stored[0], CALIBRATION_SECONDS) !== null) {
      for (const batch of await viewing.calibrate()) await uplink.push(batch);
    }
    await uplink.calibrate();
    this.#calibrated = true;
  }

  #missing(): MissingPart[] {
    return missingParts(this.#stimuli, this.#stored);
  }

  async #finish(uplink: Uplink): Promise<void> {
    this.#viewing?.stop();
    this.#journey.enter("finishing");
    await uplink.finish();
    await this.#forget();
    this.#journey.enter("done");
    this.#release();
  }

  /** Nothing of the session stays in this browser but its cookie. */
  async #forget(): Promise<void> {
    if (this.#sessionPublicId === null) return;
    const batches = this.#batches ?? (await openBatchStore(this.#sessionPublicId, () => undefined));
    await batches.clear().catch(() => undefined);
  }

  #onPageHide(): void {
    this.leave();
    this.#release();
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted;
  }

  #onError(error: unknown): void {
    if (!this.#ended) this.#fail(error instanceof UplinkStopped ? error.why : "unexpected");
  }

  #fail(failure: Failure): void {
    if (this.#ended) return;
    this.#journey.set({ failure, busy: false });
    this.#journey.enter("failed");
    this.#release();
  }

  /** Camera off, worker gone, connection closed; whatever still runs finds the signal aborted. */
  #release(): void {
    this.#ending.abort();
    this.#uplink?.close();
  }
}
