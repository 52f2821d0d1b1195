import type { RespondentSecond } from "#lib/protocol/respondent.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { LOSS_REASONS, type LossReason } from "#lib/protocol/viewer-second.ts";

export const LOSS_LABELS: Record<LossReason, string> = {
  face: "Too few valid frames",
  noFace: "No face",
  manyFaces: "Several faces",
  lookingAway: "Turned away",
  tooDark: "Too dark",
  tooSmall: "Too far away",
  tabHidden: "Tab hidden",
  error: "Technical error",
  notMeasured: "No frames",
};

/** Reasons that occur with how often, the most frequent first. */
export function occurringLosses(losses: Partial<Record<LossReason, number>>): [LossReason, number][] {
  return LOSS_REASONS.map((reason): [LossReason, number] => [reason, losses[reason] ?? 0])
    .filter(([, times]) => times > 0)
    .sort(([, a], [, b]) => b - a);
}

/** One bar of the valid-n strip: who was measured in this second, and why the others were not. */
export interface StripPoint {
  atSeconds: number;
  second: number;
  n: number;
  /** Reached this second without valid expression scores. */
  lost: number;
  /** Reasons that occur, the largest first. */
  losses: { reason: LossReason; viewers: number }[];
  /** Valid scores, but no accepted baseline: counted as lost where corrected scores are asked for. */
  withoutBaseline: number;
}

export function stripPoints(timeline: Timeline): StripPoint[] {
  return timeline.seconds.map(({ second, n, reached, losses }) => {
    const named = occurringLosses(losses).map(([reason, viewers]) => ({ reason, viewers }));
    const explained = named.reduce((sum, { viewers }) => sum + viewers, 0);
    return {
      atSeconds: second + 0.5,
      second,
      n,
      lost: Math.max(0, reached - n),
      losses: named,
      withoutBaseline: Math.max(0, reached - n - explained),
    };
  });
}

/** One reason for which viewer-seconds were lost, over a part of the film. */
export interface LossTotal {
  reason: LossReason | "noBaseline";
  label: string;
  viewerSeconds: number;
  /** Of the viewer-seconds reached there. */
  share: number;
  /** Share of the viewers who reached it, by second; 0 where nobody did. */
  bySecond: { second: number; share: number }[];
}

/** The most viewers that reached any of these seconds; at least 1, so that an empty strip has a height. */
export function mostViewers(points: readonly StripPoint[]): number {
  return points.reduce((most, { n, lost }) => Math.max(most, n + lost), 1);
}

/** Reasons that occur among the seconds of `points`, the largest first. */
export function lossTotals(points: readonly StripPoint[]): LossTotal[] {
  const reached = points.reduce((sum, { n, lost }) => sum + n + lost, 0);
  const total = (
    reason: LossTotal["reason"],
    label: string,
    of: (point: StripPoint) => number,
  ): LossTotal => {
    const viewerSeconds = points.reduce((sum, point) => sum + of(point), 0);
    return {
      reason,
      label,
      viewerSeconds,
      share: reached === 0 ? 0 : viewerSeconds / reached,
      bySecond: points.map((point) => ({
        second: point.second,
        share: point.n + point.lost === 0 ? 0 : of(point) / (point.n + point.lost),
      })),
    };
  };
  return [
    ...LOSS_REASONS.map((reason) =>
      total(
        reason,
        LOSS_LABELS[reason],
        ({ losses }) => losses.find((loss) => loss.reason === reason)?.viewers ?? 0,
      ),
    ),
    total("noBaseline", "No accepted baseline", ({ withoutBaseline }) => withoutBaseline),
  ]
    .filter(({ viewerSeconds }) => viewerSeconds > 0)
    .sort((a, b) => b.viewerSeconds - a.viewerSeconds);
}

/** What the seconds of one respondent were lost to: each of them is a viewer-second. */
export function respondentLosses(seconds: readonly RespondentSecond[]): LossTotal[] {
  return lossTotals(
    seconds.map(({ second, loss }) => ({
      atSeconds: second + 0.5,
      second,
      n: loss === null ? 1 : 0,
      lost: loss === null ? 0 : 1,
      losses: loss === null ? [] : [{ reason: loss, viewers: 1 }],
      withoutBaseline: 0,
    })),
  );
}

/** The largest n of the video, which decides whether it can be shown at all. */
export function largestN(timeline: Timeline): number {
  return timeline.seconds.reduce((most, { n }) => Math.max(most, n), 0);
}
