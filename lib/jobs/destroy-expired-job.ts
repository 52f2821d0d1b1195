import { destroyExpired } from "#lib/consent/destroy-expired.ts";
import type { Database } from "#lib/storage/database.ts";
import type { Job } from "./schedule.ts";

const EVERY_MS = 60 * 60 * 1000;

/** Every hour: destroys numbers that were kept as long as their viewers were told. */
export function destroyExpiredJob(db: Database): Job {
  return {
    name: "destroy-expired",
    everyMs: EVERY_MS,
    scope: "cluster",
    run: async (signal) => ({ sessions: await destroyExpired(db, new Date(), signal) }),
  };
}
