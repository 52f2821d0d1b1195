import type { Logger } from "#lib/server/log.ts";

/**
 * Answers an event exactly once, whatever happens: with what `work` gives, or with `failure` when it throws,
 * which is logged and not shown. A client that sent no callback gets no answer.
 */
export async function answerOnce<Answer>(
  ack: unknown,
  failure: Answer,
  log: Pick<Logger, "error"> | undefined,
  work: () => Promise<Answer>,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await work();
  } catch (error) {
    log?.error({ err: error }, "a socket event failed");
    answer = failure;
  }
  if (typeof ack === "function") ack(answer);
}
