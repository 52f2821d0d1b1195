import { ComputeBusyError } from "#lib/compute/compute-pool.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { Watermark } from "#lib/storage/read-watermark.ts";

const MOST_KEPT = 200;
/** An answer that may lag is computed again after so many times what it took: a question costs a tenth of a core. */
const PAUSES = 10;
const LONGEST_LAG_MS = 30_000;

interface Kept<T> {
  mark: Watermark;
  answer: Promise<T>;
  startedAtMs: number;
  /** Null while it is being computed. */
  tookMs: number | null;
}

const kept = new Map<string, Kept<unknown>>();

export interface AnswerOptions {
  mark: Watermark;
  /** Whether what came in the last half minute may be missing. What was removed never is in it. */
  mayLag: boolean;
  now?: () => number;
}

/**
 * The answer to a question as long as its mark is the same; who asks while it is being computed waits for the same
 * one. What is kept longest without being asked for goes first. Throws AppError "too-many" when no more questions can
 * wait.
 */
export async function cachedAnswer<T>(
  question: string,
  { mark, mayLag, now = Date.now }: AnswerOptions,
  compute: () => Promise<T>,
): Promise<T> {
  const known = kept.get(question) as Kept<T> | undefined;
  const isGood = known && (isSame(known.mark, mark) || (mayLag && isRecent(known, mark, now())));
  const entry = isGood ? known : { mark, startedAtMs: now(), answer: compute(), tookMs: null };
  kept.delete(question);
  kept.set(question, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  try {
    const answer = await entry.answer;
    entry.tookMs ??= now() - entry.startedAtMs;
    return answer;
  } catch (error) {
    if (kept.get(question) === entry) kept.delete(question);
    if (error instanceof ComputeBusyError) {
      throw new AppError("too-many", "Many questions are being computed. Try again in a moment.");
    }
    throw error;
  }
}

function isSame(a: Watermark, b: Watermark): boolean {
  return a.grown === b.grown && a.removed === b.removed;
}

function isRecent({ mark, startedAtMs, tookMs }: Kept<unknown>, current: Watermark, nowMs: number): boolean {
  if (mark.removed !== current.removed) return false;
  return tookMs === null || nowMs - startedAtMs < Math.min(LONGEST_LAG_MS, PAUSES * tookMs);
}
