import { z } from "zod";
import { EXPRESSIONS, type Expression } from "#lib/protocol/expressions.ts";

const share = z.number().min(0).max(1);
const interval = z.tuple([share, share]);
const perClass = <T extends z.ZodType>(value: T) => z.record(z.enum(EXPRESSIONS), value);

/** What models/training/report.py `measure` writes of one set: accuracies with 95% bootstrap intervals. */
export const measureSchema = z.object({
  n: z.number().int().min(0),
  accuracy: share,
  accuracyCi: interval,
  balancedAccuracy: share,
  balancedAccuracyCi: interval,
  calibrationError: share,
  /** Null for a class that the set has no face of. */
  perClassRecall: perClass(share.nullable()),
  perClassN: perClass(z.number().int().min(0)),
  /** Rows: what people said; columns: what the model said; EXPRESSIONS order. */
  confusion: z.array(z.array(z.number().int().min(0)).length(EXPRESSIONS.length)).length(EXPRESSIONS.length),
});
export type Measure = z.infer<typeof measureSchema>;

/** `models/<net>/report.json`. */
export const trainingReportSchema = z.object({
  classCounts: z.record(z.string(), z.record(z.string(), z.number().int().min(0))),
  dropped: z.record(z.string(), z.number().int().min(0)),
  seed: z.number().int(),
  /** Of all runs together. */
  steps: z.number().int(),
  minutes: z.number(),
  /** The run that this one went on from; `seed` above is this one's. */
  wentOnFrom: z.object({ seed: z.number().int(), steps: z.number().int(), minutes: z.number() }).optional(),
  parameters: z.number().int(),
  readout: z.object({ tau: z.number(), temperature: z.number() }),
  sets: z.record(z.string(), measureSchema),
  peersOnTest: z.record(z.string(), measureSchema),
  /** Share of test faces whose class changes when the crop moves by 3%, in four directions. */
  classChangesAt3PercentShift: z.array(share),
  /** By group (age, gender, …) and its value, where the data name groups. */
  groups: z.record(z.string(), z.record(z.string(), measureSchema)).optional(),
});
export type TrainingReport = z.infer<typeof trainingReportSchema>;

const curveRowSchema = z.object({
  epoch: z.coerce.number().int(),
  trainAccuracy: z.coerce.number(),
  trainBalanced: z.coerce.number(),
  valAccuracy: z.coerce.number(),
  valBalanced: z.coerce.number(),
});
export type CurveRow = z.infer<typeof curveRowSchema>;

/** `learning-curve.csv`: numbers only, one row a pass. Throws on anything else. */
export function parseLearningCurve(csv: string): CurveRow[] {
  const [header = "", ...lines] = csv.trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return curveRowSchema.parse(Object.fromEntries(names.map((name, i) => [name, cells[i]])));
  });
}

/** Faces that training never saw, of all held-out sources together. */
export const HELD_OUT = "test, lfw and imfdb together";
/** A class of which fewer than this share is found is weak, and is said to be wherever it is drawn. */
export const WEAK_RECALL = 0.6;

export interface WeakClass {
  expression: Expression;
  recall: number;
  n: number;
}

/** Of the sources that training never saw, the one on which the model is least often right. */
export function weakestSource(report: TrainingReport): { name: string; measure: Measure } | null {
  const seen = /^(training|validation)\b/;
  const sources = Object.entries(report.sets).filter(([name]) => name !== HELD_OUT && !seen.test(name));
  const [weakest] = sources.sort(([, a], [, b]) => a.accuracy - b.accuracy);
  return weakest ? { name: weakest[0], measure: weakest[1] } : null;
}

/** Weak classes on the held-out faces, weakest first. */
export function weakClasses(report: TrainingReport): WeakClass[] {
  const heldOut = report.sets[HELD_OUT];
  if (!heldOut) return [];
  return EXPRESSIONS.flatMap((expression) => {
    const recall = heldOut.perClassRecall[expression] ?? null;
    const n = heldOut.perClassN[expression] ?? 0;
    return recall !== null && recall < WEAK_RECALL ? [{ expression, recall, n }] : [];
  }).sort((a, b) => a.recall - b.recall);
}
