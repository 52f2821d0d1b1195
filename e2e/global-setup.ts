import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#lib/testing/free-port.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { startServer } from "./server-process.ts";

/** One seeded server on the embedded database for all specs that need nothing special of theirs. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "reactline-e2e-"));
  const server = await startServer({
    PORT: String(await freePort()),
    DATA_DIR: join(folder, "data"),
    SEED_DEMO: "1",
    ...OWNER_VARIABLES,
  });
  process.env.E2E_BASE_URL = server.url;
  return async () => {
    const code = await server.interrupt();
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The server ended with ${code}:\n${server.output().slice(-4_000)}`);
  };
}
