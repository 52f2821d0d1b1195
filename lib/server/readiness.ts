/** What this process depends on, in words. */
export interface Readiness {
  /** Whether it is to be sent viewers: it can store what they send, and is not about to end. */
  ready: boolean;
  draining: boolean;
  database: "up" | "down";
  /** `behind`: the sums wait for a minute or more; charts stay right, as they add what is not folded. */
  fold: "up" | "behind" | "failing";
  /** `lost`: viewers are served, limits and live updates are this process's own. */
  redis: "none" | "up" | "lost";
}

const FOLD_BEHIND_MS = 60_000;
const DATABASE_WITHIN_MS = 2_000;

/** Asks the database and says how the rest is. Never throws. */
export async function readiness(of: {
  draining: boolean;
  database: () => Promise<boolean>;
  fold: { lagMs: number; failing: boolean };
  redis: "up" | "lost" | undefined;
}): Promise<Readiness> {
  const database = (await within(DATABASE_WITHIN_MS, of.database())) ? "up" : "down";
  return {
    ready: database === "up" && !of.draining,
    draining: of.draining,
    database,
    fold: of.fold.failing ? "failing" : of.fold.lagMs > FOLD_BEHIND_MS ? "behind" : "up",
    redis: of.redis ?? "none",
  };
}

/** A database that does not answer in time is down. */
function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    answer.then(resolve, () => resolve(false)).finally(() => clearTimeout(timer));
  });
}
