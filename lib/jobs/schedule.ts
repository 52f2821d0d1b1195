import type { Logger } from "#lib/server/log.ts";
import type { Database } from "#lib/storage/database.ts";
import { claimJob, keepJob, releaseJob } from "#lib/storage/scheduled-jobs.ts";

export interface Job {
  /** Stable: it is the job's key in the database and its name in the log. */
  name: string;
  everyMs: number;
  /**
   * `cluster`: once in each interval, however many processes share the database. `process`: by each process, for
   * what it keeps on its own disk or in its own memory.
   */
  scope: "cluster" | "process";
  /** Answers what it did, in counts; they are logged unless all are 0. Stops soon when `signal` says so. */
  run(signal: AbortSignal): Promise<Record<string, number>>;
}

export interface ScheduleOptions {
  /** How often it is looked for what is due. */
  lookEveryMs?: number;
  /** After this long without a sign of life another process takes a job over. */
  leaseMs?: number;
  /** A job that failed is tried again after this, or after its interval when that is shorter. */
  retryMs?: number;
}

/**
 * Runs jobs when they are due, one after another. Which process runs a `cluster` job is decided by a lease in the
 * database (docs/decisions/008). Answers how to end it; what is under way is told to stop and waited for.
 */
export function startSchedule(
  db: Database,
  jobs: readonly Job[],
  log: Pick<Logger, "info" | "warn" | "error">,
  { lookEveryMs = 30_000, leaseMs = 120_000, retryMs = 300_000 }: ScheduleOptions = {},
): () => Promise<void> {
  const stopping = new AbortController();
  const dueAtMs = new Map<string, number>();
  let running: Promise<void> | null = null;

  /** What went wrong in a run; null when nothing did. */
  async function run(job: Job, signal: AbortSignal): Promise<string | null> {
    try {
      const counts = await job.run(signal);
      if (Object.values(counts).some((count) => count > 0))
        log.info({ job: job.name, ...counts }, "job done");
      return null;
    } catch (error) {
      log.error({ err: error, job: job.name }, "a job failed; it is tried again later");
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function runHere(job: Job): Promise<void> {
    if ((dueAtMs.get(job.name) ?? 0) > Date.now()) return;
    const error = await run(job, stopping.signal);
    dueAtMs.set(job.name, Date.now() + (error === null ? job.everyMs : Math.min(retryMs, job.everyMs)));
  }

  async function runOnce(job: Job): Promise<void> {
    const holder = await claimJob(db, job.name, leaseMs);
    if (holder === null) return;
    const lost = new AbortController();
    const keeping = setInterval(() => {
      keepJob(db, job.name, holder, leaseMs).then(
        (kept) => kept || lost.abort(),
        (error: unknown) => log.warn({ err: error, job: job.name }, "a job's lease could not be kept"),
      );
    }, leaseMs / 3);
    try {
      const error = await run(job, AbortSignal.any([stopping.signal, lost.signal]));
      const dueInMs = error === null ? job.everyMs : Math.min(retryMs, job.everyMs);
      // A job that was told to stop has not done all: the next process may go on at once.
      await releaseJob(db, job.name, holder, { dueInMs: stopping.signal.aborted ? 0 : dueInMs, error });
    } finally {
      clearInterval(keeping);
    }
  }

  async function look(): Promise<void> {
    for (const job of jobs) {
      if (stopping.signal.aborted) return;
      try {
        await (job.scope === "process" ? runHere(job) : runOnce(job));
      } catch (error) {
        log.error({ err: error, job: job.name }, "the schedule could not be read; it is looked at again");
      }
    }
  }

  function tick(): void {
    running ??= look().finally(() => {
      running = null;
    });
  }

  const timer = setInterval(tick, lookEveryMs);
  tick();
  return async () => {
    stopping.abort();
    clearInterval(timer);
    await running;
  };
}
