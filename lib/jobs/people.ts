import { foundOrganisation, rescueLink } from "#lib/people/operator-links.ts";
import { emailSchema } from "#lib/protocol/people.ts";
import { env, publicUrl } from "#lib/server/env.ts";
import { type Database, openDatabase } from "#lib/storage/database.ts";

const USAGE = `Usage:
  npm run people -- organisation "Name" owner@example.org    another organisation, and its first owner's link
  npm run people -- password somebody@example.org            a link to a new password
On the embedded database the server must be stopped meanwhile.
`;

/** The link that the command asks for; null when it cannot be read. */
async function link(db: Database, [command, ...rest]: readonly string[]): Promise<string | null> {
  const email = emailSchema.safeParse(rest.at(-1));
  if (!email.success) return null;
  if (command === "organisation" && rest.length === 2 && rest[0]?.trim()) {
    return foundOrganisation(db, rest[0].trim(), email.data);
  }
  return command === "password" && rest.length === 1 ? rescueLink(db, email.data) : null;
}

/** `npm run people`: what needs no signed-in owner but the machine itself. */
async function main(): Promise<void> {
  const { DATABASE_URL, dataDir } = env();
  const opened = await openDatabase(DATABASE_URL ? { url: DATABASE_URL } : { dataDir });
  try {
    const path = await link(opened.db, process.argv.slice(2));
    if (path === null) process.exitCode = 2;
    process.stdout.write(
      path === null ? USAGE : `${publicUrl()}${path}\nIt works once; hand it on safely.\n`,
    );
  } finally {
    await opened.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
