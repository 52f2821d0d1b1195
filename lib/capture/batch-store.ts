import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";

/** Coordinates of a batch within a session. */
export interface BatchKey {
  segment: number;
  second: number;
}

export interface StoredBatch extends BatchKey {
  bytes: Uint8Array<ArrayBuffer>;
}

/** Batches of one session until the server has acknowledged them. */
export interface BatchStore {
  put(batch: StoredBatch): Promise<void>;
  remove(key: BatchKey): Promise<void>;
  /** What is left of this session, in order of its coordinates. */
  all(): Promise<StoredBatch[]>;
  /** Forgets all of this session. */
  clear(): Promise<void>;
}

interface ReactlineDb extends DBSchema {
  batches: { key: [string, number, number]; value: Uint8Array<ArrayBuffer> };
}

const DB_NAME = "reactline-capture";
const keySchema = z.tuple([z.string(), z.number(), z.number()]);

/**
 * Kept in IndexedDB, across reloads; in memory where the browser refuses to (a private window, a full disk), which
 * is told once, whenever it begins.
 */
export async function openBatchStore(sessionPublicId: string, onMemory: () => void): Promise<BatchStore> {
  try {
    const db = await openDB<ReactlineDb>(DB_NAME, 1, {
      upgrade: (upgrading) => {
        upgrading.createObjectStore("batches");
      },
    });
    return withFallback(indexedStore(db, sessionPublicId), memoryStore(), onMemory);
  } catch {
    onMemory();
    return memoryStore();
  }
}

function indexedStore(db: IDBPDatabase<ReactlineDb>, session: string): BatchStore {
  const range = () => IDBKeyRange.bound([session, 0, 0], [session, Number.MAX_VALUE, Number.MAX_VALUE]);
  return {
    async put({ segment, second, bytes }) {
      await db.put("batches", bytes, [session, segment, second]);
    },
    async remove({ segment, second }) {
      await db.delete("batches", [session, segment, second]);
    },
    async all() {
      const keys = await db.getAllKeys("batches", range());
      const values = await db.getAll("batches", range());
      return keys.flatMap((key, i) => {
        const [, segment, second] = keySchema.parse(key);
        const bytes = values[i];
        return bytes ? [{ segment, second, bytes }] : [];
      });
    },
    async clear() {
      await db.delete("batches", range());
    },
  };
}

/** In memory only: lost with the page. */
export function memoryStore(): BatchStore {
  const batches = new Map<string, StoredBatch>();
  const keyOf = ({ segment, second }: BatchKey) => `${segment}/${second}`;
  return {
    put: async (batch) => {
      batches.set(keyOf(batch), batch);
    },
    remove: async (key) => {
      batches.delete(keyOf(key));
    },
    all: async () => [...batches.values()].sort((a, b) => a.segment - b.segment || a.second - b.second),
    clear: async () => batches.clear(),
  };
}

/** A disk that fills up or is taken away in the middle must not lose the rest of the session. */
export function withFallback(disk: BatchStore, memory: BatchStore, onMemory: () => void): BatchStore {
  let told = false;
  return {
    put: (batch) =>
      disk.put(batch).catch(() => {
        if (!told) onMemory();
        told = true;
        return memory.put(batch);
      }),
    async remove(key) {
      await disk.remove(key).catch(() => undefined);
      await memory.remove(key);
    },
    async all() {
      return [...(await disk.all().catch(() => [])), ...(await memory.all())].sort(
        (a, b) => a.segment - b.segment || a.second - b.second,
      );
    },
    async clear() {
      await memory.clear();
      await disk.clear();
    },
  };
}
