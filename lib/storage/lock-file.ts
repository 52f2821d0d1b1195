import { mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

/** The data folder belongs to another running process. */
export class DataDirLockedError extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `The data folder ${dataDir} is in use by another Reactline (process ${pid}). Stop it, or set DATA_DIR.`,
    );
    this.name = "DataDirLockedError";
  }
}

const heldHere = new Set<string>();

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists, but belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Take the data folder for this process: PGlite does not lock it, and two processes on one folder destroy it.
 * A lock whose process is gone is taken over. Returns the release. Throws DataDirLockedError.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, "reactline.lock");
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      heldHere.add(file);
      return async () => {
        heldHere.delete(file);
        await rm(file, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const pid = Number(await readFile(file, "utf8").catch(() => ""));
      // In a container every start has the same pid: our own number in a file that we do not hold is stale.
      const held = pid === process.pid ? heldHere.has(file) : pid > 0 && isRunning(pid);
      if (held) throw new DataDirLockedError(dataDir, pid);
      await rm(file, { force: true });
    }
  }
  throw new DataDirLockedError(dataDir, 0);
}
