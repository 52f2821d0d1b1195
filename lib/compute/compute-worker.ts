import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { ComputeTask, PageAnswer } from "./compute-messages.ts";
import { type JobName, type JobPage, type Jobs, TALLIES, type Tally } from "./jobs.ts";

/** One job from its first page to its answer; Piscina calls it in a thread of its own. */
export default async function compute<J extends JobName>(task: ComputeTask<J>): Promise<Jobs[J]["answer"]> {
  const tally: Tally<Jobs[J]["answer"]> = TALLIES[task.job](task.question);
  try {
    for await (const { page, video } of pagesFrom(task.port)) tally.add(page, video);
    return tally.finish();
  } finally {
    task.port.close();
  }
}

async function* pagesFrom(port: MessagePort): AsyncGenerator<JobPage> {
  for (;;) {
    const answered = once(port, "message") as Promise<[PageAnswer]>;
    port.postMessage("next");
    const [answer] = await answered;
    if ("failed" in answer) throw new Error("the pages ended early");
    if ("end" in answer) return;
    yield answer.page;
  }
}
