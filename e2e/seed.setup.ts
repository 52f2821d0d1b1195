import { test as setup } from "@playwright/test";
import { freePort } from "#lib/testing/free-port.ts";
import { putMigratedCluster } from "#lib/testing/migrated-cluster.ts";
import { seededDataDir } from "./fixtures.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { seedTwoCuts } from "./seeded-two-cuts.ts";
import { startServer } from "./server-process.ts";

/**
 * Every server under test starts from a copy of it. It begins with the small database of
 * lib/testing/migrated-cluster.ts, which every copy starts sooner with; clear-failures.spec.ts starts a server on
 * nothing at all.
 */
setup("a data folder with the demo campaign and the ones of two cuts, as a server makes it", async () => {
  const dataDir = seededDataDir();
  await putMigratedCluster(dataDir);
  const server = await startServer({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    SEED_DEMO: "1",
    ...OWNER_VARIABLES,
  });
  const code = await server.interrupt();
  if (code !== 0) throw new Error(`The server ended with ${code}:\n${server.output().slice(-4_000)}`);
  await seedTwoCuts(dataDir);
});
