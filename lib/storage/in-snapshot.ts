import type { Database, Transaction } from "./database.ts";

const LONGEST_MS = 24 * 3_600_000;

/** Runs reads that must agree with one another, however long they take, on one snapshot of the database. */
export function inSnapshot<T>(db: Database, read: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.$transaction(read, { isolationLevel: "RepeatableRead", timeout: LONGEST_MS });
}
