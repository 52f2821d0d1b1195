import { VIEWER_SECOND_BYTES, VIEWER_SECOND_WORDS } from "#lib/protocol/viewer-second.ts";
import type { AudienceSums } from "./audience-sums.ts";
import { countFlat, FLAT_SUMS, sumsOfFlat } from "./flat-sums.ts";
import { addAllPackedSums } from "./pack-sums.ts";
import { eachTrack, hasArrived, type TrackPage } from "./track-page.ts";

const W = VIEWER_SECOND_WORDS;

/**
 * The audience sums of a video, from its viewers' tracks page by page (what `addViewerSecond` gives for each of their
 * seconds), or from packed sums of parts of the audience: a hundred thousand tracks in about a second, because nothing
 * is unpacked.
 */
export class SumsTally {
  readonly #seconds: number;
  readonly #numbers: Float64Array<ArrayBuffer>;

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#numbers = new Float64Array(seconds * FLAT_SUMS);
  }

  add(page: TrackPage): void {
    eachTrack(page, this.#seconds, (_, at, seconds) => {
      for (let second = 0; second < seconds; second++) {
        const here = at + second * W.length;
        if (hasArrived(page.words, here)) countFlat(this.#numbers, second * FLAT_SUMS, page.words, here, 1);
      }
    });
  }

  /**
   * Viewer-seconds of one second, as `packViewerSecond` packs them, end to end; of one beyond the video nothing is
   * counted. Throws RangeError on bytes that are not whole viewer-seconds.
   */
  addViewers(second: number, bytes: Uint8Array): void {
    if (second >= this.#seconds) return;
    if (bytes.length % VIEWER_SECOND_BYTES !== 0)
      throw new RangeError(`viewer-seconds of ${bytes.length} bytes`);
    // A copy begins at an even place, where 16-bit words can be.
    const words = new Int16Array(new Uint8Array(bytes).buffer);
    for (let at = 0; at < words.length; at += W.length) {
      countFlat(this.#numbers, second * FLAT_SUMS, words, at, 1);
    }
  }

  /** Sums of one second, as `packSums` packs them, any number end to end; of one beyond the video nothing is counted. */
  addPacked(second: number, bytes: Uint8Array): void {
    if (second < this.#seconds) addAllPackedSums(this.#numbers, second * FLAT_SUMS, bytes);
  }

  /** Sums of each second. */
  finish(): AudienceSums[] {
    return Array.from({ length: this.#seconds }, (_, second) =>
      sumsOfFlat(this.#numbers, second * FLAT_SUMS),
    );
  }
}
