import { randomBytes } from "node:crypto";
import pg from "pg";
import { openDatabase } from "#lib/storage/database.ts";

const TEMPLATE = "reactline_migrated";

async function run(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function addressOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** The database that `createDatabase` copies: all migrations, and otherwise empty. */
export async function createTemplate(adminUrl: string): Promise<void> {
  await run(adminUrl, `CREATE DATABASE ${TEMPLATE}`);
  const { close } = await openDatabase({ url: addressOf(adminUrl, TEMPLATE) });
  await close();
}

/** A database in the throw-away Postgres: with all migrations and otherwise empty, or with nothing at all. */
export async function createDatabase(
  adminUrl: string,
  { migrated }: { migrated: boolean },
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `suite_${randomBytes(6).toString("hex")}`;
  await run(adminUrl, `CREATE DATABASE ${name}${migrated ? ` TEMPLATE ${TEMPLATE}` : ""}`);
  return {
    url: addressOf(adminUrl, name),
    drop: () => run(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
