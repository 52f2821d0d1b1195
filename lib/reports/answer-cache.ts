import { ComputeBusyError } from "#lib/compute/compute-pool.ts";
import { AppError } from "#lib/protocol/app-error.ts";

const MOST_KEPT = 200;
const kept = new Map<string, { mark: string; answer: Promise<unknown> }>();

/**
 * The answer to a question as long as its mark is the same; who asks while it is being computed waits for the same
 * one. What is kept longest without being asked for goes first. Throws AppError "too-many" when no more questions can
 * wait.
 */
export async function cachedAnswer<T>(question: string, mark: string, compute: () => Promise<T>): Promise<T> {
  const known = kept.get(question);
  const fresh = known?.mark === mark ? (known as { mark: string; answer: Promise<T> }) : null;
  const entry = fresh ?? { mark, answer: compute() };
  kept.delete(question);
  kept.set(question, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  try {
    return await entry.answer;
  } catch (error) {
    if (kept.get(question) === entry) kept.delete(question);
    if (error instanceof ComputeBusyError) {
      throw new AppError("too-many", "Many questions are being computed. Try again in a moment.");
    }
    throw error;
  }
}
