import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { ModelBundle } from "#models/manifest.ts";
import { readTrainingReport } from "#models/read-training-report.ts";
import {
  HELD_OUT,
  type Measure,
  parseLearningCurve,
  type TrainingReport,
  trainingReportSchema,
  weakClasses,
  weakestSource,
} from "#models/training-report.ts";

const byClass = <T>(value: (name: string) => T) =>
  Object.fromEntries(EXPRESSIONS.map((name) => [name, value(name)])) as Record<
    (typeof EXPRESSIONS)[number],
    T
  >;

function measured(recalls: Partial<Record<string, number | null>> = {}): Measure {
  return {
    n: 374,
    accuracy: 0.78,
    accuracyCi: [0.74, 0.82],
    balancedAccuracy: 0.73,
    balancedAccuracyCi: [0.69, 0.77],
    calibrationError: 0.03,
    perClassRecall: byClass((name) => (name in recalls ? (recalls[name] ?? null) : 0.8)),
    perClassN: byClass(() => 50),
    confusion: EXPRESSIONS.map(() => EXPRESSIONS.map(() => 7)),
  };
}

/** In the format of models/training/report.py; its numbers are made up. */
const REPORT: TrainingReport = {
  classCounts: { train: { angry: 2110, disgust: 58, noMajority: 2651 }, val: { angry: 122, disgust: 3 } },
  dropped: { votes: 855, nearDuplicates: 465 },
  seed: 5,
  steps: 1000,
  minutes: 9.4,
  parameters: 476_463,
  readout: { tau: 0.5, temperature: 0.65 },
  sets: { [HELD_OUT]: measured({ sad: 0.51, fear: 0.42, disgust: null }) },
  peersOnTest: { human: measured() },
  classChangesAt3PercentShift: [0.05, 0.06, 0.04, 0.05],
};

const CURVE =
  "epoch,progress,phase,trainAccuracy,trainBalanced,valAccuracy,valBalanced\n1,0.5,main,0.4,0.2,0.41,0.18\n2,1,main,0.8,0.7,0.79,0.68\n";

const bundle = { files: [{ path: "models/expression/model.json" }] } as unknown as ModelBundle;

describe("a training report", () => {
  let root = "";
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "reactline-report-"));
    await mkdir(join(root, "models/expression"), { recursive: true });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test("is null where there is none, and is not made up", async () => {
    expect(await readTrainingReport(bundle, root)).toBeNull();
  });

  test("is read with its learning curve from beside the weights", async () => {
    await writeFile(join(root, "models/expression/report.json"), JSON.stringify(REPORT));
    expect((await readTrainingReport(bundle, root))?.curve).toEqual([]);
    await writeFile(join(root, "models/expression/learning-curve.csv"), CURVE);
    const stored = await readTrainingReport(bundle, root);
    expect(stored?.report).toEqual(REPORT);
    expect(stored?.curve).toEqual([
      { epoch: 1, trainAccuracy: 0.4, trainBalanced: 0.2, valAccuracy: 0.41, valBalanced: 0.18 },
      { epoch: 2, trainAccuracy: 0.8, trainBalanced: 0.7, valAccuracy: 0.79, valBalanced: 0.68 },
    ]);
  });

  test("that is not one is an error, not an empty page", async () => {
    await writeFile(
      join(root, "models/expression/report.json"),
      JSON.stringify({ ...REPORT, sets: { x: { n: 3 } } }),
    );
    await expect(readTrainingReport(bundle, root)).rejects.toThrow();
  });

  test("with a curve that is not numbers is an error", () => {
    expect(() => parseLearningCurve("epoch,trainAccuracy\n1,high")).toThrow();
  });

  test("of the net in this repository is whole, with its learning curve", async () => {
    const stored = await readTrainingReport(bundle);
    const heldOut = stored?.report.sets[HELD_OUT];
    const faces = Object.values(heldOut?.perClassN ?? {}).reduce((sum, n) => sum + n, 0);
    expect(heldOut?.n).toBe(faces);
    expect(stored?.curve.length).toBeGreaterThan(1);
  });

  test("accepts accuracy by group, where the data has groups", () => {
    const groups = { gender: { female: measured(), male: measured() } };
    expect(trainingReportSchema.parse({ ...REPORT, groups }).groups).toEqual(groups);
  });
});

test("the weakest source is one that training never saw", () => {
  const low = { ...measured(), accuracy: 0.3 };
  const sets = {
    ...REPORT.sets,
    "training (some)": { ...low, accuracy: 0.1 },
    stills: low,
    photos: measured(),
  };
  expect(weakestSource({ ...REPORT, sets })?.name).toBe("stills");
  expect(weakestSource(REPORT)).toBeNull();
});

test("weak classes are those found in under 60% of the held-out faces, weakest first; one without faces is not judged", () => {
  expect(weakClasses(REPORT)).toEqual([
    { expression: "fear", recall: 0.42, n: 50 },
    { expression: "sad", recall: 0.51, n: 50 },
  ]);
  expect(weakClasses({ ...REPORT, sets: {} })).toEqual([]);
});
