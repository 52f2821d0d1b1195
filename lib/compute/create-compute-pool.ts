import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { Piscina } from "piscina";
import { buffersOf } from "#lib/analytics/track-page.ts";
import type { PageAnswer } from "./compute-messages.ts";
import { ComputeBusyError, type ComputePool } from "./compute-pool.ts";
import type { JobPage, Jobs } from "./jobs.ts";

const MOST_WAITING = 64;
const IDLE_MS = 60_000;

/** A pool that starts threads when there is work, as many as there are cores but one. */
export function createComputePool(maxThreads = Math.max(1, availableParallelism() - 1)): ComputePool {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const pool = new Piscina({
    filename: fileURLToPath(new URL("./compute-worker.ts", import.meta.url)),
    execArgv: ["--import", tsx],
    minThreads: 0,
    maxThreads,
    idleTimeout: IDLE_MS,
    maxQueue: MOST_WAITING,
  });
  return {
    async run<J extends keyof Jobs>(
      job: J,
      question: Jobs[J]["question"],
      pages: AsyncIterable<JobPage>,
    ): Promise<Jobs[J]["answer"]> {
      if (pool.queueSize >= MOST_WAITING) throw new ComputeBusyError("too many questions wait");
      const { port1, port2 } = new MessageChannel();
      const served = servePages(port1, pages);
      try {
        const task = { job, question, port: port2 };
        const answer: Jobs[J]["answer"] = await pool.run(task, { transferList: [port2] });
        return answer;
      } catch (error) {
        // What went wrong with the pages says more than that they ended early.
        throw served.failure() ?? error;
      } finally {
        port1.close();
      }
    },
    close: () => pool.destroy(),
  };
}

/** Answers a worker's asking with the next page; the one after it is read meanwhile. */
function servePages(port: MessagePort, pages: AsyncIterable<JobPage>) {
  const source = pages[Symbol.asyncIterator]();
  let failure: unknown = null;
  let next: Promise<IteratorResult<JobPage>> | null = null;
  const read = () => {
    const reading = source.next();
    // Whoever asks for it is told; until then nobody may be.
    reading.catch(() => undefined);
    return reading;
  };
  port.on("message", () => {
    void (async () => {
      let answer: PageAnswer;
      try {
        const result = await (next ?? read());
        answer = result.done ? { end: true } : { page: result.value };
        next = result.done ? null : read();
      } catch (error) {
        failure = error;
        answer = { failed: true };
      }
      port.postMessage(answer, "page" in answer ? buffersOf(answer.page.page) : []);
    })();
  });
  port.on("close", () => void source.return?.(undefined));
  return { failure: () => failure };
}
