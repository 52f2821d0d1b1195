import { createServer } from "node:net";
import { join } from "node:path";
import { freePort } from "#lib/testing/free-port.ts";
import { expect, test } from "./fixtures.ts";
import { OWNER_VARIABLES } from "./owner.ts";
import { launch } from "./server-process.ts";

/** Start the server, which must end by itself; what it says last is for a person, so no stack is in it. */
async function failedStart(variables: Record<string, string>): Promise<string> {
  const server = launch({ SEED_DEMO: "0", ...OWNER_VARIABLES, ...variables });
  const code = await server.exitCode;
  expect(code, server.output()).toBeGreaterThan(0);
  expect(server.output()).not.toMatch(/^\s+at /m);
  const [, message] = server.output().split("Reactline cannot start. ");
  expect(message, server.output()).toBeDefined();
  return message ?? "";
}

test.describe("a start that cannot succeed ends with one clear sentence", () => {
  test("about a port in use", async ({ folder }) => {
    const dataDir = join(folder, "data");
    const other = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => other.listen(port, resolve));
    expect(await failedStart({ PORT: String(port), DATA_DIR: dataDir })).toMatch(
      new RegExp(`port ${port}.*(in use|taken)`, "i"),
    );
    other.close();
  });

  test("about a data folder that another server holds", async ({ folder }) => {
    const dataDir = join(folder, "data");
    const port = String(await freePort());
    const first = launch({ PORT: port, DATA_DIR: dataDir, SEED_DEMO: "0", ...OWNER_VARIABLES });
    await expect.poll(() => first.output(), { timeout: 60_000 }).toContain(`:${port}`);
    const message = await failedStart({ PORT: String(await freePort()), DATA_DIR: dataDir });
    expect(message).toContain(dataDir);
    expect(message).toMatch(/locked|in use|another/i);
    expect(await first.interrupt()).toBe(0);
  });

  test("about every bad variable", async ({ folder }) => {
    const dataDir = join(folder, "data");
    const message = await failedStart({ PORT: "seventy", LOG_LEVEL: "loud", DATA_DIR: dataDir });
    expect(message).toContain("PORT");
    expect(message).toContain("LOG_LEVEL");
  });

  test("about a database that does not answer, without its password", async ({ folder }) => {
    const dataDir = join(folder, "data");
    const port = await freePort();
    const message = await failedStart({
      PORT: String(await freePort()),
      DATA_DIR: dataDir,
      DATABASE_URL: `postgresql://someone:open-sesame@127.0.0.1:${port}/reactline`,
    });
    expect(message).toContain("DATABASE_URL");
    expect(message).not.toContain("open-sesame");
  });
});
