import { HEADLINES, headlineIsShare, type VideoSummary } from "#lib/protocol/overview.ts";
import type { Estimate } from "#lib/protocol/timeline.ts";
import { headlineDifference } from "./headline-interval.ts";
import { HeadlineRows } from "./headline-rows.ts";
import { eachTrack, type TrackPage } from "./track-page.ts";
import { drawnUnits, measureOf, type SummaryQuestion, SummaryTally } from "./video-summary.ts";

export interface HeadlinePairQuestion {
  a: SummaryQuestion;
  b: SummaryQuestion;
  /** between: each viewer saw one cut, so each cut's viewers are drawn; within: viewers are drawn with both of theirs. */
  design: "between" | "within";
  seed: string;
}

export interface HeadlinePair {
  summaryA: VideoSummary;
  summaryB: VideoSummary;
  /** b - a in HEADLINES order, with its percentile interval; null where one of the two is not shown. */
  differences: (Estimate | null)[];
}

/** The headline measures of two cuts and how far they lie apart, from the tracks of their viewers, page by page. */
export class HeadlinePairTally {
  readonly #question: HeadlinePairQuestion;
  readonly #cuts: readonly [SummaryTally, SummaryTally];
  readonly #paired: Paired | null;

  constructor(question: HeadlinePairQuestion) {
    this.#question = question;
    this.#cuts = [new SummaryTally(question.a), new SummaryTally(question.b)];
    this.#paired = question.design === "within" ? new Paired(question) : null;
  }

  add(page: TrackPage, video: 0 | 1): void {
    this.#cuts[video].add(page);
    this.#paired?.add(page, video);
  }

  finish(): HeadlinePair {
    const [a, b] = [this.#cuts[0].finishWithDraws(), this.#cuts[1].finishWithDraws()];
    const [drawsA, drawsB] = this.#paired?.draws(this.#question.seed) ?? [a.draws, b.draws];
    return {
      summaryA: a.summary,
      summaryB: b.summary,
      differences: HEADLINES.map((name, i) => {
        const [ofA, ofB] = [a.summary.headlines[i]!, b.summary.headlines[i]!];
        if (ofA.estimate === null || ofB.estimate === null) return null;
        const draws = drawsB[i]!.map((value, draw) => value - drawsA[i]![draw]!);
        return headlineDifference(
          { value: ofA.estimate.value, n: ofA.n },
          { value: ofB.estimate.value, n: ofB.n },
          draws,
          headlineIsShare(name, measureOf(this.#question.a)),
        );
      }),
    };
  }
}

/** Both cuts' rows, the same viewer in the same place of each: one draw then takes or leaves a viewer in both. */
class Paired {
  readonly #seconds: readonly [number, number];
  readonly #rows: readonly [HeadlineRows, HeadlineRows];
  readonly #turns = new Map<number, number>();

  constructor({ a, b }: HeadlinePairQuestion) {
    const expected = Math.max(a.expectedViewers, b.expectedViewers);
    const { units } = drawnUnits(expected, Math.max(a.seconds, b.seconds));
    this.#seconds = [a.seconds, b.seconds];
    this.#rows = [
      new HeadlineRows(a.seconds, a.reading, units),
      new HeadlineRows(b.seconds, b.reading, units),
    ];
  }

  add(page: TrackPage, video: 0 | 1): void {
    const rows = this.#rows[video];
    eachTrack(page, this.#seconds[video], (viewer, at, seconds) => {
      if (seconds === 0) return;
      const id = page.sessionIds[viewer]!;
      const turn = this.#turns.get(id) ?? this.#turns.size;
      this.#turns.set(id, turn);
      rows.add(page, at, seconds, page.states[viewer]!, turn % rows.units);
    });
  }

  /** Draws of as many units with one seed are the same draws. */
  draws(seed: string): [Float64Array[], Float64Array[]] {
    const units = Math.min(this.#turns.size, this.#rows[0].units);
    return [this.#rows[0].bootstrap(units, seed).draws, this.#rows[1].bootstrap(units, seed).draws];
  }
}
