import type { FrameSignature } from "#lib/chart/film-cuts.ts";

/** The film cannot be read here; `message` is for the reader. */
export class FilmUnreadableError extends Error {
  override readonly name = "FilmUnreadableError";
}

const PATIENCE_MS = 15_000;
const TILES_ACROSS = 16;
const TILES_DOWN = 9;
const STILL_WIDTH = 320;
const STILL_QUALITY = 0.75;

/** Seeks through a film of ours in a video element that nobody sees, one picture after the other. */
export class FilmReader {
  readonly #video = document.createElement("video");
  readonly #canvas = document.createElement("canvas");

  /** Opens the film at `url`, an address of this server. Throws FilmUnreadableError. */
  static async open(url: string, stop: AbortSignal): Promise<FilmReader> {
    const reader = new FilmReader();
    const video = reader.#video;
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    const loaded = happens(video, "loadeddata", stop);
    video.src = url;
    await loaded;
    return reader;
  }

  /** The picture at a moment, as the mean colours of its tiles. */
  async signature(atMs: number, stop: AbortSignal): Promise<FrameSignature> {
    await this.#seek(atMs, stop);
    const context = this.#draw(TILES_ACROSS, TILES_DOWN);
    const { data } = context.getImageData(0, 0, TILES_ACROSS, TILES_DOWN);
    const tiles: number[] = [];
    for (let at = 0; at < data.length; at += 4) {
      tiles.push(data[at]! / 255, data[at + 1]! / 255, data[at + 2]! / 255);
    }
    return { atMs, tiles };
  }

  /** The picture at a moment as the address of a small JPEG. */
  async still(atMs: number, stop: AbortSignal): Promise<string> {
    await this.#seek(atMs, stop);
    const { videoWidth, videoHeight } = this.#video;
    this.#draw(STILL_WIDTH, Math.max(1, Math.round((STILL_WIDTH * videoHeight) / videoWidth)));
    return this.#canvas.toDataURL("image/jpeg", STILL_QUALITY);
  }

  close(): void {
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  async #seek(atMs: number, stop: AbortSignal): Promise<void> {
    const seconds = Math.min(atMs / 1000, Math.max(0, this.#video.duration - 0.05));
    if (Math.abs(this.#video.currentTime - seconds) < 0.001 && !this.#video.seeking) return;
    const sought = happens(this.#video, "seeked", stop);
    this.#video.currentTime = seconds;
    await sought;
  }

  #draw(width: number, height: number): CanvasRenderingContext2D {
    this.#canvas.width = width;
    this.#canvas.height = height;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new FilmUnreadableError("This browser cannot draw the film’s pictures.");
    context.drawImage(this.#video, 0, 0, width, height);
    return context;
  }
}

function happens(video: HTMLVideoElement, event: "loadeddata" | "seeked", stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      over.abort();
      settle();
    };
    const fail = (message: string) => end(() => reject(new FilmUnreadableError(message)));
    const timer = setTimeout(() => fail("The film takes too long to open here."), PATIENCE_MS);
    const { signal } = over;
    video.addEventListener(event, () => end(resolve), { signal });
    video.addEventListener("error", () => fail("This browser cannot play the film."), { signal });
    stop.addEventListener("abort", () => end(() => reject(stop.reason)), { signal });
    if (stop.aborted) end(() => reject(stop.reason));
  });
}
