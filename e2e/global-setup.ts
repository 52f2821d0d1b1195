import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for seed.setup.ts, which goes with the run. */
export default function globalSetup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "reactline-e2e-"));
  process.env.E2E_SEEDED_DATA_DIR = join(folder, "data");
  return () => rmSync(folder, { recursive: true, force: true });
}
