import type { Database } from "./database.ts";

/** The user with this e-mail address (in lower case), with the password's hash, else null. */
export function findUserByEmail(db: Database, email: string) {
  return db.user.findUnique({ where: { email: email.toLowerCase() } });
}

/** The user as they are now (role and organisation may have changed since they signed in), else null. */
export function findUserById(db: Database, id: number) {
  return db.user.findUnique({
    where: { id },
    select: {
      id: true,
      organisationId: true,
      email: true,
      name: true,
      role: true,
      organisation: { select: { name: true } },
    },
  });
}
