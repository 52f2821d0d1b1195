import type { AudienceSums } from "#lib/analytics/audience-sums.ts";
import { type ComparisonQuestion, type ComparisonResult, CutTally } from "#lib/analytics/cut-tally.ts";
import {
  type HeadlinePair,
  type HeadlinePairQuestion,
  HeadlinePairTally,
} from "#lib/analytics/headline-pair.ts";
import { MomentTally } from "#lib/analytics/moments.ts";
import { type SceneMeans, type SceneSeconds, SceneTally } from "#lib/analytics/scene-tally.ts";
import { SumsTally } from "#lib/analytics/sums-tally.ts";
import type { Reading, TrackPage } from "#lib/analytics/track-page.ts";
import { type SummaryQuestion, SummaryTally } from "#lib/analytics/video-summary.ts";
import type { VideoSummary } from "#lib/protocol/overview.ts";

/** What is computed from tracks, beside the event loop: the question and the answer of each. */
export interface Jobs {
  summary: { question: SummaryQuestion; answer: VideoSummary };
  moments: {
    question: { seconds: number; reading: Reading };
    answer: ReturnType<MomentTally["finish"]>;
  };
  sums: { question: { seconds: number }; answer: AudienceSums[] };
  comparison: { question: ComparisonQuestion; answer: ComparisonResult };
  headlinePair: { question: HeadlinePairQuestion; answer: HeadlinePair };
  scenes: {
    question: { seconds: number; scenes: readonly SceneSeconds[]; reading: Reading };
    answer: SceneMeans;
  };
}
export type JobName = keyof Jobs;

/** Which of the question's videos a page is of: the first or, in a comparison, the second. */
export interface JobPage {
  video: 0 | 1;
  page: TrackPage;
}

/** Adds up pages, then answers. */
export interface Tally<Answer> {
  add(page: TrackPage, video: 0 | 1): void;
  finish(): Answer;
}

/** The code of each job; runs in a worker. */
export const TALLIES: { [J in JobName]: (question: Jobs[J]["question"]) => Tally<Jobs[J]["answer"]> } = {
  summary: (question) => new SummaryTally(question),
  moments: ({ seconds, reading }) => new MomentTally(seconds, reading),
  sums: ({ seconds }) => new SumsTally(seconds),
  comparison: (question) => new CutTally(question),
  headlinePair: (question) => new HeadlinePairTally(question),
  scenes: ({ seconds, scenes, reading }) => new SceneTally(seconds, scenes, reading),
};
