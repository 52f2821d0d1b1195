import { recomputeSums } from "#lib/reports/recompute-sums.ts";
import { env } from "#lib/server/env.ts";
import { openDatabase } from "#lib/storage/database.ts";

const SHOWN_DIFFERENCES = 50;

/** `npm run verify`: recomputes all sums from the batches; exit code 1 when anything differs. */
async function verify(): Promise<void> {
  const { DATABASE_URL, dataDir } = env();
  const opened = await openDatabase(DATABASE_URL ? { url: DATABASE_URL } : { dataDir });
  try {
    const { videos, batches, audienceSeconds, differences } = await recomputeSums(opened.db);
    for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) process.stdout.write(`${difference}\n`);
    process.stdout.write(
      `${batches} batches and ${audienceSeconds} audience seconds of ${videos} videos recomputed: ` +
        `${differences.length} differences\n`,
    );
    if (differences.length > 0) process.exitCode = 1;
  } finally {
    await opened.close();
  }
}

verify().catch((error: unknown) => {
  process.stderr.write(
    `Sums could not be verified. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
