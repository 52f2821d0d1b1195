/** A camera that gives no picture for so long stands still, whatever the browser says of it. */
const FROZEN_MS = 3_000;
/** Two looks further apart are a page that did not run: what the camera gave meanwhile is not known. */
const LONGEST_LOOK_MS = 500;

/** Notices a camera that is live by the browser's word and gives no pictures: a driver that hangs, a lid that closed. */
export class FrameWatch {
  #lookedAtMs: number | null = null;
  #silentMs = 0;
  #frozen = false;

  /** A picture came. True where the camera had been found frozen: it is back. */
  frame(): boolean {
    const wasFrozen = this.#frozen;
    this.forget();
    return wasFrozen;
  }

  /** To be asked often while pictures are expected. True once, when none came for long. */
  look(nowMs: number): boolean {
    const passedMs = this.#lookedAtMs === null ? 0 : nowMs - this.#lookedAtMs;
    this.#lookedAtMs = nowMs;
    if (this.#frozen) return false;
    this.#silentMs += Math.min(passedMs, LONGEST_LOOK_MS);
    this.#frozen = this.#silentMs > FROZEN_MS;
    return this.#frozen;
  }

  /** Pictures are not expected for now. A camera that was found frozen stays so until one comes. */
  rest(): void {
    this.#lookedAtMs = null;
    this.#silentMs = 0;
  }

  /** Another camera is there, or this one is told to be lost by other means. */
  forget(): void {
    this.rest();
    this.#frozen = false;
  }
}
