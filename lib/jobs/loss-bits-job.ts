import type { Database } from "#lib/storage/database.ts";
import { keepLossBits } from "#lib/storage/session-loss-bits.ts";
import type { Job } from "./schedule.ts";

const EVERY_MS = 24 * 60 * 60 * 1000;
const A_PAGE = 200;

/** Every day: what sessions lost seconds to, where an older version of this server has not kept it. */
export function lossBitsJob(db: Database): Job {
  return {
    name: "loss-bits",
    everyMs: EVERY_MS,
    scope: "cluster",
    run: async (signal) => {
      let sessions = 0;
      for (let found = A_PAGE; found === A_PAGE && !signal.aborted; sessions += found) {
        found = await keepLossBits(db, A_PAGE);
      }
      return { sessions };
    },
  };
}
