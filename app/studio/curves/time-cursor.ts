export interface CursorState {
  /** Whole second of the video that is being shown. */
  second: number;
  /** Whole second under the reader's pointer; null when it is elsewhere. */
  hoveredSecond: number | null;
  playing: boolean;
}

/** How far a film that keeps another company may be from its place while both play, s: a jump is seen, this is not. */
const MOST_APART_SECONDS = 0.12;
/** The same while they stand, s: less than a picture. */
const STANDING_APART_SECONDS = 0.015;

/**
 * The one clock of a page: the video's position and the charts' pointer. `onFrame` is called on every
 * animation frame while the video plays and after every seek, for what moves smoothly without React;
 * `subscribe` only when the state changes, at most once a second while playing.
 */
export class TimeCursor {
  #durationSeconds: number;
  #video: HTMLVideoElement | null = null;
  #seconds: number;
  /** Where the video has to go once it has arrived where it is going; null when that is where it stays. */
  #next: number | null = null;
  #state: CursorState;
  #animation = 0;
  readonly #frameListeners = new Set<(seconds: number) => void>();
  readonly #listeners = new Set<() => void>();

  /** `beginsAt`, seconds: where a link says that the video stands. */
  constructor(durationSeconds: number, beginsAt = 0) {
    this.#durationSeconds = durationSeconds;
    this.#seconds = Math.min(durationSeconds, Math.max(0, beginsAt));
    this.#state = { second: this.#secondAt(this.#seconds), hoveredSecond: null, playing: false };
  }

  get seconds(): number {
    return this.#seconds;
  }

  get durationSeconds(): number {
    return this.#durationSeconds;
  }

  /** Follows `video` until the returned function is called. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video;
    const stop = new AbortController();
    const on = (event: string, listener: () => void) =>
      video.addEventListener(event, listener, { signal: stop.signal });
    const begin = () => {
      if (this.#seconds > 0) video.currentTime = this.#seconds;
    };
    on("loadedmetadata", begin);
    // A page's own video may have been loaded before its scripts.
    if (video.readyState > 0) begin();
    on("play", () => this.#follow());
    on("pause", () => this.#change({ playing: false }));
    on("seeked", () => {
      const next = this.#next;
      this.#next = null;
      if (next === null) this.#moveTo(video.currentTime);
      else video.currentTime = next;
    });
    on("timeupdate", () => {
      if (!video.seeking) this.#moveTo(video.currentTime);
    });
    if (!video.paused) this.#follow();
    return () => {
      stop.abort();
      cancelAnimationFrame(this.#animation);
      this.#video = null;
      this.#next = null;
      this.#change({ playing: false });
    };
  }

  /**
   * Keeps another film beside the one that is attached until the returned function is called: it plays, stands and
   * jumps with it. `at` is where it has to be for a position of the first; null where it has nothing to show.
   */
  accompany(video: HTMLVideoElement, at: (seconds: number) => number | null): () => void {
    const keep = () => {
      const place = at(this.#seconds);
      const wanted = place === null ? null : Math.min(place, video.duration || place);
      const plays = wanted !== null && this.#state.playing;
      if (!plays && !video.paused) video.pause();
      if (wanted === null || video.readyState === 0 || video.seeking) return;
      // One that has ended would begin anew.
      if (plays && video.paused && !video.ended) video.play().catch(() => undefined);
      const apart = Math.abs(video.currentTime - wanted);
      if (apart > (plays ? MOST_APART_SECONDS : STANDING_APART_SECONDS)) video.currentTime = wanted;
    };
    const stop = new AbortController();
    // A jump that came while it was still seeking is made when it has arrived.
    for (const event of ["loadedmetadata", "seeked"]) video.addEventListener(event, keep, stop);
    const stopFrames = this.onFrame(keep);
    const stopStates = this.subscribe(keep);
    return () => {
      stop.abort();
      stopFrames();
      stopStates();
      video.pause();
    };
  }

  /** A video that is still on its way to another place goes on from there: a drag must not begin a search a pixel. */
  seek(seconds: number): void {
    const target = Math.min(this.#durationSeconds, Math.max(0, seconds));
    const video = this.#video;
    if (video !== null && video.readyState > 0) {
      if (video.seeking) this.#next = target;
      else video.currentTime = target;
    }
    this.#moveTo(target);
  }

  toggle(): void {
    if (this.#video === null) return;
    // A refused play() leaves the video paused, which its own events already tell.
    if (this.#video.paused) this.#video.play().catch(() => undefined);
    else this.#video.pause();
  }

  hover(second: number | null): void {
    this.#change({ hoveredSecond: second });
  }

  onFrame(listener: (seconds: number) => void): () => void {
    this.#frameListeners.add(listener);
    listener(this.#seconds);
    return () => this.#frameListeners.delete(listener);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): CursorState => this.#state;

  #follow(): void {
    this.#change({ playing: true });
    cancelAnimationFrame(this.#animation);
    const tick = () => {
      const video = this.#video;
      if (video === null || video.paused) return;
      if (!video.seeking) this.#moveTo(video.currentTime);
      this.#animation = requestAnimationFrame(tick);
    };
    this.#animation = requestAnimationFrame(tick);
  }

  #moveTo(seconds: number): void {
    this.#seconds = seconds;
    for (const listener of this.#frameListeners) listener(seconds);
    this.#change({ second: this.#secondAt(seconds) });
  }

  /** The whole second that a position lies in; its end lies in the last. */
  #secondAt(seconds: number): number {
    const last = Math.max(0, Math.ceil(this.#durationSeconds) - 1);
    return Math.min(last, Math.floor(seconds + 1e-6));
  }

  #change(part: Partial<CursorState>): void {
    const next = { ...this.#state, ...part };
    const same =
      next.second === this.#state.second &&
      next.hoveredSecond === this.#state.hoveredSecond &&
      next.playing === this.#state.playing;
    if (same) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
