import type { Database } from "./database.ts";

/** The user with this e-mail address (in lower case), with the password's hash, else null. */
export function findUserByEmail(db: Database, email: string) {
  return db.user.findUnique({ where: { email: email.toLowerCase() } });
}

/** Hash of a user's password, to ask for it again; null when there is no such user. */
export async function findPasswordHash(db: Database, userId: number): Promise<string | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  return user?.passwordHash ?? null;
}

/** Change what a user is called. */
export async function renameUser(db: Database, userId: number, name: string): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { name } });
}
