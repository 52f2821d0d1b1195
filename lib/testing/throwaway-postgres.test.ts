import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("reactline-postgres-"));

describe("the throw-away Postgres", () => {
  it.each([
    ["found on this machine or in the package", {}],
    ["from the npm package where the system has none", { systemFolders: [] }],
  ])("answers, and leaves nothing behind: %s", { timeout: 90_000 }, async (_, options) => {
    const before = new Set(folders());
    const postgres = await startThrowawayPostgres(options);
    const ownFolder = folders().find((name) => !before.has(name));
    const client = new Client({ connectionString: postgres.adminUrl });
    // The server's farewell to an open connection is expected here.
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query("select current_setting('fsync') as fsync, 40 + 2 as answer");
    expect(rows).toEqual([{ fsync: "off", answer: 42 }]);
    await client.end();

    await postgres.stop();
    expect(ownFolder).toBeDefined();
    expect(existsSync(`${tmpdir()}/${ownFolder}`)).toBe(false);
    await expect(new Client({ connectionString: postgres.adminUrl }).connect()).rejects.toThrow();
  });
});
