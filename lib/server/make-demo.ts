import { setTimeout as delay } from "node:timers/promises";
import type { Database, OpenDatabase } from "#lib/storage/database.ts";
import { claimJob, keepJob, releaseJob } from "#lib/storage/scheduled-jobs.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { progressLine, say } from "./announce.ts";
import type { Env } from "./env.ts";
import { log } from "./log.ts";

const JOB = "make-demo";
const LEASE_MS = 15_000;
/** Longer than the lease of a process that died while it made the demo. */
const CLAIM_WITHIN_MS = 20_000;
const CLAIM_EVERY_MS = 500;

/** Makes the demo campaign or completes it; of several processes that start together one does. Never throws. */
export async function makeDemo(
  { db, kind }: OpenDatabase,
  { PORT, DEMO_VIEWERS }: Pick<Env, "PORT" | "DEMO_VIEWERS">,
): Promise<void> {
  const holder = kind === "server" ? await claim(db) : null;
  if (kind === "server" && holder === null) {
    say("  The demo campaign is left to another process.");
    return;
  }
  const keeping = setInterval(() => {
    if (holder !== null) keepJob(db, JOB, holder, LEASE_MS).catch(() => {});
  }, LEASE_MS / 3);
  try {
    await seedDemo({
      db,
      url: `http://127.0.0.1:${PORT}`,
      log: log(),
      onProgress: progressLine("Demo campaign: simulated viewers"),
      viewers: DEMO_VIEWERS,
    });
  } catch (error) {
    // Everything else works without it, and the next start goes on where this one ended.
    log().error({ err: error }, "the demo campaign could not be completed");
    say("  The demo campaign could not be completed; the next start tries again.");
  } finally {
    clearInterval(keeping);
    if (holder !== null) await releaseJob(db, JOB, holder, { dueInMs: 0, error: null }).catch(() => {});
  }
}

async function claim(db: Database): Promise<string | null> {
  const untilMs = Date.now() + CLAIM_WITHIN_MS;
  for (;;) {
    const holder = await claimJob(db, JOB, LEASE_MS);
    if (holder !== null || Date.now() > untilMs) return holder;
    await delay(CLAIM_EVERY_MS);
  }
}
