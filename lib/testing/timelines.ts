import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Respondent, RespondentSecond } from "#lib/protocol/respondent.ts";
import type { Estimate, Timeline, TimelineSecond } from "#lib/protocol/timeline.ts";
import { LOSS_REASONS } from "#lib/protocol/viewer-second.ts";

/** Seven estimates: `first`, then 0.01 more each, with bands of 0.01 to both sides. */
export function sevenEstimates(first: number): Estimate[] {
  return EXPRESSIONS.map((_, i) => {
    const value = first + i / 100;
    return { value, low: value - 0.01, high: value + 0.01 };
  });
}

export function audienceSecond(second: number, part: Partial<TimelineSecond>): TimelineSecond {
  const none = Object.fromEntries(LOSS_REASONS.map((reason) => [reason, 0])) as TimelineSecond["losses"];
  return {
    second,
    reached: part.n ?? 0,
    n: 0,
    reactionShare: null,
    mean: null,
    nValence: 0,
    valence: null,
    nAttention: 0,
    attention: null,
    coverage: null,
    ...part,
    losses: { ...none, ...part.losses },
  };
}

export function timelineOf(seconds: TimelineSecond[]): Timeline {
  return {
    campaignId: 1,
    videoId: 1,
    durationMs: seconds.length * 1000,
    audience: "real",
    countedAudience: "real",
    basis: "corrected",
    threshold: 0.25,
    engineVersion: "human-3.3.6/emotion",
    segment: null,
    otherEngines: [],
    sessions: 1,
    excluded: 0,
    otherAudienceSessions: 0,
    audienceSessions: 0,
    seconds,
  };
}

export function respondentOf(seconds: Partial<RespondentSecond>[]): Respondent {
  return {
    publicId: "0b0e7a5c-5f0e-4d0c-9b57-0f4c6a1d2e3f",
    simulated: false,
    state: "finished",
    startedAt: "2026-11-24T10:00:00.000Z",
    finishedAt: null,
    engineVersion: "human-3.3.6/emotion",
    variables: {},
    consent: null,
    baseline: null,
    baselineRefusal: null,
    excludedReason: null,
    exclusions: [],
    endReason: null,
    grade: null,
    gradeReasons: [],
    measures: null,
    capture: null,
    events: [],
    userAgent: null,
    segment: 1,
    shown: [{ segment: 1, videoId: 1 }],
    videoId: 1,
    durationMs: seconds.length * 1000,
    seconds: seconds.map((part, second) => ({
      second,
      coverage: 1,
      loss: null,
      raw: null,
      corrected: null,
      valence: null,
      attention: null,
      ...part,
    })),
    allFilms: { seconds: 0, validSeconds: 0, losses: {} },
  };
}
