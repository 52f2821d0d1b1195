import type { Logger } from "#lib/server/log.ts";
import { type AppendOutcome, appendBatches, type NewBatch } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";

/** `unavailable`: the commit failed or there is no room; the same batch may be sent again. */
export type CommitOutcome = AppendOutcome | "unavailable";

export interface GroupCommit {
  /** Settles after the transaction that holds the row was committed. Never rejects. */
  append(row: NewBatch): Promise<CommitOutcome>;
  /** Commits what is waiting; later rows are `unavailable`. */
  close(): Promise<void>;
}

export interface GroupCommitOptions {
  log?: Pick<Logger, "error"> | undefined;
  flushEveryMs?: number;
  rowsAFlush?: number;
  /** Rows that may wait: beyond it senders are told to come again, so that memory stays bounded. */
  roomForRows?: number;
}

interface Waiting {
  row: NewBatch;
  settle: (outcome: CommitOutcome) => void;
}

/**
 * Collects rows and commits them together, every 50 ms, one flush after another: the fold trusts that the
 * sequence of a writer rises in commit order. A flush that fails may still have been committed, so the next
 * one is made by a new writer and cannot overtake it.
 */
export function createGroupCommit(
  db: Database,
  writerId: number,
  { log, flushEveryMs = 50, rowsAFlush = 500, roomForRows = 20_000 }: GroupCommitOptions = {},
): GroupCommit {
  let writer: number | null = writerId;
  let nextSeq = 1n;
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;
  let closed = false;

  async function commit(flush: readonly Waiting[]): Promise<readonly CommitOutcome[]> {
    try {
      if (writer === null) {
        writer = await registerWriter(db);
        nextSeq = 1n;
      }
      const firstSeq = nextSeq;
      nextSeq += BigInt(flush.length);
      return await appendBatches(
        db,
        writer,
        firstSeq,
        flush.map(({ row }) => row),
      );
    } catch (error) {
      writer = null;
      log?.error(
        { err: error, batches: flush.length },
        "a flush of batches failed; viewers will send them again",
      );
      return flush.map(() => "unavailable");
    }
  }

  async function flushAll(): Promise<void> {
    while (waiting.length > 0) {
      const flush = waiting.slice(0, rowsAFlush);
      waiting = waiting.slice(rowsAFlush);
      const outcomes = await commit(flush);
      flush.forEach(({ settle }, i) => {
        settle(outcomes[i] ?? "unavailable");
      });
      // What came meanwhile waits for its own turn, so that flushes stay large under load.
      if (!closed && waiting.length < rowsAFlush) break;
    }
  }

  function flushNow(): Promise<void> {
    flushing ??= flushAll().finally(() => {
      flushing = null;
      if (waiting.length > 0) schedule();
    });
    return flushing;
  }

  function schedule(): void {
    if (timer || flushing || closed) return;
    timer = setTimeout(() => {
      timer = null;
      void flushNow();
    }, flushEveryMs);
  }

  return {
    append(row) {
      if (closed || waiting.length >= roomForRows) return Promise.resolve("unavailable");
      return new Promise((settle) => {
        waiting.push({ row, settle });
        schedule();
      });
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      timer = null;
      await flushing;
      await flushAll();
    },
  };
}
