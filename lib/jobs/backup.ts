import path from "node:path";
import { type Installation, makeBackup } from "#lib/backup/make-backup.ts";
import type { Manifest } from "#lib/backup/manifest.ts";
import { restoreBackup } from "#lib/backup/restore-backup.ts";
import { env } from "#lib/server/env.ts";

const USAGE = `Usage:
  npm run backup -- FILE              database, secret and films in one file
  npm run restore -- FILE [--force]   puts them back; --force replaces what is there
The server must be stopped, but for a backup of the database of DATABASE_URL.
`;

function installation(): Installation {
  const { dataDir, DATABASE_URL, S3_URL } = env();
  return { dataDir, databaseUrl: DATABASE_URL, videosInBucket: S3_URL !== undefined };
}

/** What was done, and what else is to be thought of. */
function report(done: string, { parts, videos, database }: Manifest): string {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const films = parts.filter(({ name }) => name.startsWith("videos/")).length;
  return [
    `${done}: the ${database} database, ${films} files of films, ${(bytes / 1e6).toFixed(1)} MB in all.`,
    ...(videos === "bucket"
      ? ["The films are in the bucket of S3_URL, which needs a backup of its own."]
      : []),
    ...(parts.some(({ name }) => name === "secret")
      ? ["It holds the server's secret and viewers' numbers: keep it as safe as the server."]
      : ["The secret is the one of SECRET, which is not in it: keep that, too."]),
    "",
  ].join("\n");
}

async function main([command, file, ...flags]: readonly string[]): Promise<void> {
  const force = flags.includes("--force");
  const understood = flags.every((flag) => flag === "--force" && command === "restore");
  if (file === undefined || file.startsWith("-") || !understood) {
    process.stdout.write(USAGE);
    process.exitCode = 2;
  } else if (command === "backup") {
    process.stdout.write(
      report(`Backed up to ${file}`, await makeBackup(installation(), path.resolve(file))),
    );
  } else {
    const restored = await restoreBackup(installation(), path.resolve(file), { force });
    process.stdout.write(report(`Restored from ${file}`, restored));
    process.stdout.write("npm run verify recomputes its sums and must find no difference.\n");
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
