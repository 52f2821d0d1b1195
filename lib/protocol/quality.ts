import { z } from "zod";

/** 6: nothing to object; 1: unusable. */
export const BEST_GRADE = 6;
export const WORST_GRADE = 1;

/** What takes points from a session's grade, or is only told (`memoryStorage`). */
export const QUALITY_REASONS = [
  "coverage",
  "sampleRate",
  "light",
  "contrast",
  "faceSize",
  "baseline",
  "stalls",
  "tabSwitches",
  "trackBreaks",
  "memoryStorage",
] as const;
export type QualityReason = (typeof QUALITY_REASONS)[number];

export const gradeReasonSchema = z.object({
  reason: z.enum(QUALITY_REASONS),
  /** Points that it took; 0 when it is only told. */
  points: z.number().int().min(0),
  /** What was measured, in the unit of its threshold; null where there is no number. */
  value: z.number().nullable(),
});
export type GradeReason = z.infer<typeof gradeReasonSchema>;
/** Told of a session that is not graded yet, too: seconds that its page could not send may be lost with it. */
export const MEMORY_STORAGE: GradeReason = { reason: "memoryStorage", points: 0, value: null };
export const gradeReasonsSchema = z.array(gradeReasonSchema);

/** Up to `good` nothing is taken, beyond it one point, beyond `poor` two. */
const limits = (good: number, poor: number, max: number) =>
  z.object({ good: z.number().min(0).max(max), poor: z.number().min(0).max(max) }).default({ good, poor });

/** A campaign's thresholds, fixed before fieldwork. Every one has a default: docs/decisions/012-session-grade.md. */
export const qualitySettingsSchema = z.object({
  /** A session with a lower grade is excluded when it finishes; 1 excludes none. */
  lowestGrade: z.number().int().min(WORST_GRADE).max(BEST_GRADE).default(2),
  /** Share of the videos' seconds with valid expressions; below `unusableCoverage` the grade is 1. */
  coverage: limits(0.8, 0.6, 1),
  unusableCoverage: z.number().min(0).max(1).default(0.25),
  /** Frames analysed in a second of watching, mean. */
  samplesPerSecond: limits(8, 4, 60),
  /** Luma of the frame, 0 to 1, median. */
  brightness: limits(0.2, 0.12, 1),
  contrast: limits(0.12, 0.06, 1),
  /** Width of the face over the width of the frame, median. */
  faceSize: limits(0.16, 0.13, 1),
  /** Time in which the video stood still over the videos' length. */
  stalledShare: limits(0.05, 0.25, 10),
  /** How often the page was left for another tab or window while a video was to be seen. */
  tabSwitches: limits(0, 3, 1_000),
  trackBreaks: limits(0, 2, 1_000),
});
export type QualitySettings = z.infer<typeof qualitySettingsSchema>;

/** Those of the settings that are a pair of thresholds. */
export const QUALITY_LIMITS = [
  "coverage",
  "samplesPerSecond",
  "brightness",
  "contrast",
  "faceSize",
  "stalledShare",
  "tabSwitches",
  "trackBreaks",
] as const satisfies (keyof QualitySettings)[];

export const DEFAULT_QUALITY: QualitySettings = qualitySettingsSchema.parse({});

/** The settings of a campaign from what is stored: what is missing, and what cannot be read, is the default. */
export function qualitySettingsOf(stored: unknown): QualitySettings {
  const parsed = qualitySettingsSchema.safeParse(stored ?? {});
  return parsed.success ? parsed.data : DEFAULT_QUALITY;
}

/** What a session's grade is computed from, and what is told beside it. Medians and means over segments from 1. */
export const sessionMeasuresSchema = z.object({
  /** Seconds of the videos that were shown to the end of what was received, and those with valid expressions. */
  seconds: z.number().int().min(0),
  validSeconds: z.number().int().min(0),
  /** Valid seconds over all seconds of the session's videos. */
  coverage: z.number(),
  /** Null when no frame was analysed. */
  samplesPerSecond: z.number().nullable(),
  brightness: z.number().nullable(),
  contrast: z.number().nullable(),
  faceSize: z.number().nullable(),
  mouthOpening: z.number().nullable(),
  /** Null when too few samples a second were taken to see one (lib/analytics/blinks.ts). */
  blinksPerMinute: z.number().nullable(),
  stalledMs: z.number().min(0),
  stalledShare: z.number(),
  tabSwitches: z.number().int().min(0),
  trackBreaks: z.number().int().min(0),
  /** Why there is no baseline; null when there is one. */
  baselineRefusal: z.string().nullable(),
  memoryStorage: z.boolean(),
});
export type SessionMeasures = z.infer<typeof sessionMeasuresSchema>;
