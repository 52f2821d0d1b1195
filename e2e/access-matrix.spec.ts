import { join } from "node:path";
import { openDatabase } from "#lib/storage/database.ts";
import { accessQuestions } from "#lib/testing/access-questions.ts";
import { type AccessRow, readAccessTable, WHO } from "#lib/testing/access-table.ts";
import { createAccessWorld } from "#lib/testing/access-world.ts";
import { startThrowawayPostgres } from "#lib/testing/throwaway-postgres.ts";
import { test as base, expect } from "./fixtures.ts";

/** Named before the server by a test, so that it is there for longer than the server. */
const test = base.extend<{ databaseUrl: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  databaseUrl: async ({}, use) => {
    const postgres = await startThrowawayPostgres();
    await use(postgres.adminUrl);
    await postgres.stop();
  },
});

const changes = ({ kind }: AccessRow) => !["GET", "HEAD", "PAGE", "SOCKET"].includes(kind);

test("everybody is answered what docs/access.md says, and nobody by another site's page", async ({
  databaseUrl,
  folder,
  ownServer,
}) => {
  const { url } = await ownServer({ DATABASE_URL: databaseUrl, SEED_DEMO: "0" });
  const { db, close } = await openDatabase({ url: databaseUrl, maxConnections: 4 });
  const questions = await accessQuestions(url, await createAccessWorld(db, join(folder, "data")));
  const wrong: string[] = [];
  for (const row of readAccessTable()) {
    // Of their own things each; row by row, because ending one's sessions ends what another row needs.
    const answers = await Promise.all(WHO.map((who) => questions.answer(row, who)));
    for (const [index, who] of WHO.entries()) {
      if (answers[index] === row.expected[who]) continue;
      wrong.push(`${row.asked}, ${who}: ${answers[index]}, and docs/access.md says ${row.expected[who]}`);
    }
  }
  expect(wrong).toEqual([]);

  for (const row of readAccessTable().filter(changes)) {
    // next-auth has a token of its own against this.
    if (row.target.startsWith("/api/auth/")) continue;
    const who = row.target.startsWith("/api/watch/") ? "respondent" : "owner";
    expect(await questions.fromAnotherSite(row, who), row.asked).toBe("403 foreign-origin");
  }
  await close();
});
