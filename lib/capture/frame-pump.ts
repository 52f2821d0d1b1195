/** A camera frame and when it was captured, ms of the page's clock. Whoever holds it closes it. */
export interface CapturedFrame<Image extends { close(): void }> {
  image: Image;
  captureMs: number;
}

export interface FramePumpOptions<Image extends { close(): void }> {
  /** At the start; see `setRate`. */
  framesPerSecond: number;
  /** Analyses one frame and takes it over: it closes the image on every path. Resolves when it is ready for the next. */
  analyse(frame: CapturedFrame<Image>): Promise<void>;
  /** A frame was due but the engine was busy until a newer one came. */
  onDropped(captureMs: number): void;
}

/**
 * One frame in flight. While the engine is busy the newest due frame waits and replaces the one that waited
 * before, which is closed and counted. Frames between two due times are not attempts and not counted.
 */
export class FramePump<Image extends { close(): void }> {
  readonly #options: FramePumpOptions<Image>;
  #intervalMs: number;
  #dueMs = Number.NEGATIVE_INFINITY;
  #busy = false;
  #waiting: CapturedFrame<Image> | null = null;
  #stopped = false;

  constructor(options: FramePumpOptions<Image>) {
    this.#options = options;
    this.#intervalMs = 1000 / options.framesPerSecond;
  }

  /** From now on so many frames a second. */
  setRate(framesPerSecond: number): void {
    this.#intervalMs = 1000 / framesPerSecond;
    this.#dueMs = Number.NEGATIVE_INFINITY;
  }

  /** Whether a frame captured then is to be analysed; asked before an image is made where making one costs. */
  isDue(captureMs: number): boolean {
    // Cameras jitter: a frame a little early is the one that was meant.
    return !this.#stopped && captureMs >= this.#dueMs - this.#intervalMs / 4;
  }

  /** Takes a frame over. */
  offer(frame: CapturedFrame<Image>): void {
    if (!this.isDue(frame.captureMs)) {
      frame.image.close();
      return;
    }
    // Paced by a schedule, not by gaps, so that 25 frames a second become 15 and not 12.5.
    const behind = frame.captureMs - this.#dueMs > this.#intervalMs;
    this.#dueMs = (behind ? frame.captureMs : this.#dueMs) + this.#intervalMs;
    if (!this.#busy) {
      void this.#send(frame);
      return;
    }
    this.#discardWaiting();
    this.#waiting = frame;
  }

  /** Closes what waits and takes nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#waiting?.image.close();
    this.#waiting = null;
  }

  #discardWaiting(): void {
    if (!this.#waiting) return;
    this.#waiting.image.close();
    this.#options.onDropped(this.#waiting.captureMs);
    this.#waiting = null;
  }

  async #send(frame: CapturedFrame<Image>): Promise<void> {
    this.#busy = true;
    try {
      await this.#options.analyse(frame);
    } finally {
      this.#busy = false;
      const next = this.#waiting;
      this.#waiting = null;
      if (next) void this.#send(next);
    }
  }
}
