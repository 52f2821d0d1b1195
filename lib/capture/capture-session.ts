import type { SegmentValues } from "#lib/protocol/segment-values.ts";
import type { ResumeResponse, StartSessionResponse } from "#lib/protocol/session-api.ts";
import { END_REASONS, type EndReason } from "#lib/protocol/session-events.ts";
import type { EngineAddresses } from "./detect-messages.ts";
import { findSession } from "./find-session.ts";
import { holdTab } from "./hold-tab.ts";
import { forgetSession, JoinedSession } from "./joined-session.ts";
import { type Failure, isRunning } from "./journey-state.ts";
import { JourneyStore } from "./journey-store.ts";
import { rest } from "./rest.ts";
import { UplinkStopped } from "./uplink-progress.ts";
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
 * all that a view needs. Whatever ends it stops the camera's tracks and the worker, and is recorded with the session.
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
  #joined: JoinedSession | null = null;
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
      await this.#askForCamera(await this.#join(started.value, performance.now()));
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
      const joined = await this.#join(returned, performance.now() - returned.elapsedMs);
      joined.journal.note({ kind: "returned" });
      await joined.resume();
      if (this.#ended) return;
      this.#journey.set({ busy: false });
      if (joined.calibrated && joined.missing().length === 0) await this.#finish(joined);
      else await this.#askForCamera(joined);
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
    const [viewing, joined] = [this.#viewing, this.#joined];
    const { phase, mayBegin } = this.getState();
    if (phase !== "cameraCheck" || !mayBegin || !viewing || !joined) return;
    viewing.checked();
    try {
      if (!joined.calibrated) await this.#calibrate(viewing, joined);
      for (const [i, { stimulus, firstSecond }] of joined.missing().entries()) {
        if (i > 0) await this.#rest();
        await viewing.watch(stimulus, firstSecond, (batch) => {
          void joined.uplink.push(batch).catch(() => this.#fail("unexpected"));
        });
      }
      await this.#finish(joined);
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
    if (this.#sessionPublicId !== null) await forgetSession(this.#sessionPublicId);
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
      await forgetSession(found.sessionPublicId);
      this.#journey.enter("done");
      this.#release();
      return;
    }
    this.#returned = found;
    this.#journey.enter("returned");
  }

  /** `zeroMs`: the session's start by this page's clock. */
  async #join(started: StartSessionResponse, zeroMs: number): Promise<JoinedSession> {
    const { sessionPublicId, receipt, stimuli } = started;
    this.#sessionPublicId = sessionPublicId;
    this.#journey.set({ receipt, stimulus: stimuli[0] ?? null });
    this.#joined = await JoinedSession.open({
      started,
      zeroMs,
      api: this.#api,
      signal: this.#ending.signal,
      onChange: ({ connection, queued, acknowledged, lost, stopped }) => {
        this.#journey.set({ connection, queued, acknowledged, lost });
        if (stopped) this.#fail(stopped);
      },
    });
    return this.#joined;
  }

  async #askForCamera({ zeroMs, journal }: JoinedSession): Promise<void> {
    this.#viewing = new Viewing({
      addresses: this.#config.addresses,
      journey: this.#journey,
      signal: this.#ending.signal,
      zeroMs,
      note: (happening) => journal.note(happening),
      onFailure: (failure) => this.#fail(failure),
    });
    this.#journey.enter("permission");
    await this.openCamera();
  }

  async #calibrate(viewing: Viewing, joined: JoinedSession): Promise<void> {
    this.#journey.enter("calibration");
    if (!joined.calibrationIsStored) {
      for (const batch of await viewing.calibrate()) await joined.uplink.push(batch);
    }
    await joined.calibrate();
  }

  /** The face comes to rest before the next video. */
  async #rest(): Promise<void> {
    this.#journey.set({ resting: true });
    await rest(this.#ending.signal);
    this.#journey.set({ resting: false });
  }

  async #finish(joined: JoinedSession): Promise<void> {
    this.#viewing?.stop();
    this.#journey.enter("finishing");
    await joined.finish();
    this.#journey.enter("done");
    this.#release();
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
    const why = endReason(failure);
    if (why) this.#joined?.journal.note({ kind: "ended", why });
    this.#journey.set({ failure, busy: false });
    this.#journey.enter("failed");
    this.#release();
  }

  /** Camera off, worker gone, journal and connection closed; whatever still runs finds the signal aborted. */
  #release(): void {
    this.#ending.abort();
  }
}

/** Null when the server itself ended the session, and so knows. */
function endReason(failure: Failure): EndReason | null {
  return END_REASONS.find((reason) => reason === failure) ?? null;
}
