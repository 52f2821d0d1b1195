import type { JobName, JobPage, Jobs } from "./jobs.ts";

/** Threads beside the event loop that compute answers from tracks. */
export interface ComputePool {
  /**
   * The answer to a question about the viewers on `pages`, which are asked for one at a time, as the worker takes
   * them. Rejects with what `pages` throws, and with ComputeBusyError when too many questions wait.
   */
  run<J extends JobName>(
    job: J,
    question: Jobs[J]["question"],
    pages: AsyncIterable<JobPage>,
  ): Promise<Jobs[J]["answer"]>;
  close(): Promise<void>;
}

/** As many questions wait as may. */
export class ComputeBusyError extends Error {
  override readonly name = "ComputeBusyError";
}

const shared = globalThis as typeof globalThis & { reactlineCompute?: ComputePool };

/** Hand the process's pool to Next's route handlers, whose module graph is not the server's. */
export function shareComputePool(pool: ComputePool): void {
  shared.reactlineCompute = pool;
}

/** The process's pool. Throws when the server has not made it. */
export function computePool(): ComputePool {
  if (!shared.reactlineCompute) throw new Error("There is no compute pool: start by lib/server/main.ts");
  return shared.reactlineCompute;
}
