import { afterAll } from "vitest";
import { type ComputePool, shareComputePool } from "#lib/compute/compute-pool.ts";
import { createComputePool } from "#lib/compute/create-compute-pool.ts";

/** A pool for whatever a test file asks of routes and reports; no thread starts before something is asked. */
let pool: ComputePool | null = null;
shareComputePool({
  run(job, question, pages) {
    pool ??= createComputePool(1);
    return pool.run(job, question, pages);
  },
  async close() {
    await pool?.close();
  },
});
afterAll(() => pool?.close());
