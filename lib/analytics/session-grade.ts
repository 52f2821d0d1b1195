import {
  BEST_GRADE,
  type GradeReason,
  MEMORY_STORAGE,
  type QualitySettings,
  type SessionMeasures,
  WORST_GRADE,
} from "#lib/protocol/quality.ts";

export interface SessionGrade {
  /** 1 (unusable) to 6 (nothing to object). */
  grade: number;
  /** What took points, the costliest first; then what is only told. */
  reasons: GradeReason[];
}

type Limits = { good: number; poor: number };

/**
 * A session's grade: 6 less the points that its measures take, a point beyond each threshold's `good` and two beyond
 * its `poor`. 1 is kept for a session of which hardly anything is covered; many small faults end at 2. A refused baseline takes one point:
 * the viewer counts in raw numbers only. Storage in memory takes none: what it lost shows in the coverage.
 * Source: metrics.md, "Quality"; thresholds: docs/decisions/012-session-grade.md.
 */
export function sessionGrade(measures: SessionMeasures, settings: QualitySettings): SessionGrade {
  const reasons: GradeReason[] = [];
  const take = (reason: GradeReason["reason"], points: number, value: number | null) => {
    if (points > 0) reasons.push({ reason, points, value });
  };
  const unusable = measures.coverage < settings.unusableCoverage;
  const covered = tooLow(measures.coverage, settings.coverage);
  take("coverage", unusable ? BEST_GRADE - WORST_GRADE : covered, measures.coverage);
  // Where nothing was measured the coverage says it already.
  take("sampleRate", tooLow(measures.samplesPerSecond, settings.samplesPerSecond), measures.samplesPerSecond);
  take("light", tooLow(measures.brightness, settings.brightness), measures.brightness);
  take("contrast", tooLow(measures.contrast, settings.contrast), measures.contrast);
  take("faceSize", tooLow(measures.faceSize, settings.faceSize), measures.faceSize);
  take("baseline", measures.baselineRefusal === null ? 0 : 1, null);
  take("stalls", tooHigh(measures.stalledShare, settings.stalledShare), measures.stalledShare);
  take("tabSwitches", tooHigh(measures.tabSwitches, settings.tabSwitches), measures.tabSwitches);
  take("trackBreaks", tooHigh(measures.trackBreaks, settings.trackBreaks), measures.trackBreaks);
  const points = reasons.reduce((sum, each) => sum + each.points, 0);
  reasons.sort((a, b) => b.points - a.points);
  if (measures.memoryStorage) reasons.push(MEMORY_STORAGE);
  return { grade: unusable ? WORST_GRADE : Math.max(WORST_GRADE + 1, BEST_GRADE - points), reasons };
}

function tooLow(value: number | null, { good, poor }: Limits): number {
  if (value === null) return 0;
  return value < poor ? 2 : value < good ? 1 : 0;
}

function tooHigh(value: number, { good, poor }: Limits): number {
  return value > poor ? 2 : value > good ? 1 : 0;
}
