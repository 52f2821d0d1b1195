import type { ResumeResponse } from "#lib/protocol/session-api.ts";
import type { ApiResult } from "./watch-api.ts";

const ASK_AGAIN_MS = 2_000;

/**
 * What session this browser has. Asked until there is an answer, because a viewer with a session must not be taken
 * for a new one; null when `signal` aborts first.
 */
export async function findSession(
  ask: () => Promise<ApiResult<ResumeResponse>>,
  signal: AbortSignal,
  onProblem: (message: string) => void,
): Promise<ResumeResponse | null> {
  while (!signal.aborted) {
    const found = await ask();
    if (found.ok) return signal.aborted ? null : found.value;
    onProblem(found.message);
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  return null;
}
