import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST, type ModelBundle } from "./manifest.ts";
import {
  type CurveRow,
  parseLearningCurve,
  type TrainingReport,
  trainingReportSchema,
} from "./training-report.ts";

export interface StoredReport {
  report: TrainingReport;
  /** Empty when it was not kept. */
  curve: CurveRow[];
}

/** The training report that stands beside a bundle's weights; null when it was not trained here, or not measured. */
export async function readTrainingReport(
  bundle: ModelBundle,
  root: string = process.cwd(),
): Promise<StoredReport | null> {
  const folder = bundle.files[0]?.path.split("/").slice(0, -1).join("/") ?? "";
  const text = await readOrNull(join(/* turbopackIgnore: true */ root, folder, "report.json"));
  if (text === null) return null;
  const curve = await readOrNull(join(/* turbopackIgnore: true */ root, folder, "learning-curve.csv"));
  return {
    report: trainingReportSchema.parse(JSON.parse(text)),
    curve: curve === null ? [] : parseLearningCurve(curve),
  };
}

/** The report of the net that scores expressions; null when there is none. */
export async function readExpressionReport(root?: string): Promise<TrainingReport | null> {
  for (const bundle of MANIFEST.bundles) {
    if (bundle.labelOrder === null) continue;
    const stored = await readTrainingReport(bundle, root);
    if (stored) return stored.report;
  }
  return null;
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
