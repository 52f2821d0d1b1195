import type { MessagePort } from "node:worker_threads";
import type { JobName, JobPage, Jobs } from "./jobs.ts";

/** What a worker is started with: the question, and where it asks for pages. */
export interface ComputeTask<J extends JobName = JobName> {
  job: J;
  question: Jobs[J]["question"];
  port: MessagePort;
}

/** The worker asks with any message; it is answered with a page, the end, or that no more will come. */
export type PageAnswer = { page: JobPage } | { end: true } | { failed: true };
