import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#lib/testing/free-port.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { seedTwoCuts } from "./seeded-two-cuts.ts";
import { startServer } from "./server-process.ts";

/** A data folder with the seeded demo campaign and the one of two cuts, made once: every server under test starts from a copy of it. */
export default async function globalSetup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "reactline-e2e-"));
  const dataDir = join(folder, "data");
  const server = await startServer({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    SEED_DEMO: "1",
    ...OWNER_VARIABLES,
  });
  const code = await server.interrupt();
  if (code !== 0) throw new Error(`The server ended with ${code}:\n${server.output().slice(-4_000)}`);
  await seedTwoCuts(dataDir);
  process.env.E2E_SEEDED_DATA_DIR = dataDir;
  return () => rmSync(folder, { recursive: true, force: true });
}
