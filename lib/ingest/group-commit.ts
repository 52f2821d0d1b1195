import type { Logger } from "#lib/server/log.ts";
import { type AppendOutcome, appendBatches, type NewBatch } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { type IngestObserver, noObserver } from "./ingest-observer.ts";

/** `unavailable`: the commit failed or there is no room; the same batch may be sent again. */
export type CommitOutcome = AppendOutcome | "unavailable";

/** Told once what became of a row. One function may serve all rows of a connection: no closure a row. */
export type Settle = (row: NewBatch, outcome: CommitOutcome) => void;

export interface GroupCommit {
  /** `settle` is called after the transaction that holds the row was committed, or at once when there is no room. */
  append(row: NewBatch, settle: Settle): void;
  /** Rows that wait for their commit, and the bytes that they hold. */
  waiting(): { rows: number; bytes: number };
  /** Commits what is waiting; later rows are `unavailable`. */
  close(): Promise<void>;
}

export interface GroupCommitOptions {
  log?: Pick<Logger, "error"> | undefined;
  observer?: IngestObserver;
  flushEveryMs?: number;
  rowsAFlush?: number;
  /** What may wait: beyond it senders are told to come again, so that memory stays bounded. */
  roomForRows?: number;
  roomForBytes?: number;
}

/**
 * A flush of so many rows is followed by one after twice the time: a flush costs what it costs, be it small. 300 rows
 * instead of 150 took 6 us of node and 2 of Postgres less a batch, measured.
 */
const BUSY_ROWS = 100;

interface Waiting {
  row: NewBatch;
  settle: Settle;
  sinceMs: number;
}

/**
 * Collects rows and commits them together, every 50 ms (100 when there are many), one flush after another: the fold trusts that the
 * sequence of a writer rises in commit order. A flush that fails may still have been committed, so the next
 * one is made by a new writer and cannot overtake it.
 */
export function createGroupCommit(
  db: Database,
  writerId: number,
  {
    log,
    observer = noObserver,
    flushEveryMs = 50,
    rowsAFlush = 500,
    roomForRows = 20_000,
    roomForBytes = 16_000_000,
  }: GroupCommitOptions = {},
): GroupCommit {
  let writer: number | null = writerId;
  let nextSeq = 1n;
  let waiting: Waiting[] = [];
  /** Of rows that wait or are being committed. */
  let heldRows = 0;
  let heldBytes = 0;
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;
  let closed = false;
  let lastRows = 0;

  async function commit(rows: readonly NewBatch[]): Promise<readonly CommitOutcome[] | null> {
    try {
      if (writer === null) {
        writer = await registerWriter(db);
        nextSeq = 1n;
      }
      const firstSeq = nextSeq;
      nextSeq += BigInt(rows.length);
      return await appendBatches(db, writer, firstSeq, rows);
    } catch (error) {
      writer = null;
      log?.error(
        { err: error, batches: rows.length },
        "a flush of batches failed; viewers will send them again",
      );
      return null;
    }
  }

  async function flushSome(flush: readonly Waiting[]): Promise<void> {
    const startedMs = performance.now();
    lastRows = flush.length;
    const outcomes = await commit(flush.map(({ row }) => row));
    const endedMs = performance.now();
    for (const [i, { row, settle, sinceMs }] of flush.entries()) {
      heldBytes -= sizeOf(row);
      settle(row, outcomes?.[i] ?? "unavailable");
      observer.acknowledged(endedMs - sinceMs);
    }
    heldRows -= flush.length;
    observer.flushed({
      batches: flush.length,
      committed: outcomes !== null,
      tookMs: endedMs - startedMs,
      oldestWaitedMs: endedMs - (flush[0]?.sinceMs ?? endedMs),
    });
  }

  async function flushAll(): Promise<void> {
    while (waiting.length > 0) {
      const flush = waiting.slice(0, rowsAFlush);
      waiting = waiting.slice(rowsAFlush);
      await flushSome(flush);
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
    const waitMs = lastRows >= BUSY_ROWS ? 2 * flushEveryMs : flushEveryMs;
    timer = setTimeout(() => {
      timer = null;
      void flushNow();
    }, waitMs);
  }

  return {
    append(row, settle) {
      const bytes = sizeOf(row);
      if (closed || heldRows >= roomForRows || heldBytes + bytes > roomForBytes) {
        settle(row, "unavailable");
        return;
      }
      heldRows++;
      heldBytes += bytes;
      waiting.push({ row, settle, sinceMs: performance.now() });
      schedule();
    },
    waiting: () => ({ rows: heldRows, bytes: heldBytes }),
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      timer = null;
      await flushing;
      await flushAll();
    },
  };
}

function sizeOf(row: NewBatch): number {
  return row.payload.length + row.values.length;
}
