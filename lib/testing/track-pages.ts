import { FINISHED, type TrackPage } from "#lib/analytics/track-page.ts";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";
import { packViewerSecond, VIEWER_SECOND_WORDS, type ViewerSecond } from "#lib/protocol/viewer-second.ts";
import { packViewerTrack, viewerTrackSeconds } from "#lib/protocol/viewer-track.ts";

export interface TestTrack {
  sessionId?: number;
  state?: number;
  /** Null never arrived. */
  seconds: readonly (ViewerSecond | null)[];
}

/** A page of these viewers' tracks; sessions from 1, finished, unless told otherwise. */
export function trackPage(viewers: readonly TestTrack[]): TrackPage {
  const starts = [0];
  for (const { seconds } of viewers) starts.push(starts.at(-1)! + seconds.length);
  const words = new Int16Array(starts.at(-1)! * VIEWER_SECOND_WORDS.length);
  for (const [i, { seconds }] of viewers.entries()) {
    const there = seconds.flatMap((second, at) => (second ? [[at, packViewerSecond(second)] as const] : []));
    const track = new Int16Array(viewerTrackSeconds(packViewerTrack(new Map(there))).buffer);
    words.set(track, starts[i]! * VIEWER_SECOND_WORDS.length);
  }
  return {
    sessionIds: Int32Array.from(viewers, ({ sessionId }, i) => sessionId ?? i + 1),
    states: Uint8Array.from(viewers, ({ state }) => state ?? FINISHED),
    starts: Uint32Array.from(starts),
    words,
  };
}

/** A valid viewer-second with these corrected scores (1/10,000) over a baseline of 0.2 of each, and other measures. */
export function scoredSecond(
  corrected: Partial<Record<Expression, number>>,
  rest: Partial<ViewerSecond> = {},
): ViewerSecond {
  const scores = EXPRESSIONS.map((name) => corrected[name] ?? 0);
  return {
    coverage: 10_000,
    loss: null,
    raw: scores.map((score) => score + 2_000),
    corrected: scores,
    valence: 0,
    expressiveness: 0,
    attention: 10_000,
    interest: 0,
    ...rest,
  };
}

/** A second of which nothing but its loss is known. */
export const lostSecond: ViewerSecond = {
  coverage: 0,
  loss: "noFace",
  raw: null,
  corrected: null,
  valence: null,
  expressiveness: null,
  attention: 0,
  interest: 0,
};
