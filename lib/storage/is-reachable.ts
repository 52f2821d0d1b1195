import type { Database } from "./database.ts";

/** Whether the database answers. */
export async function isReachable(db: Database): Promise<boolean> {
  try {
    await db.$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
