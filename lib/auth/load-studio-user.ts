import { database } from "#lib/storage/database.ts";
import { findStudioSession, touchStudioSession } from "#lib/storage/studio-sessions.ts";

/** Who is signed in, as the database has them now. */
export interface StudioUser {
  id: number;
  organisationId: number;
  organisationName: string;
  role: "owner" | "editor" | "viewer" | "researcher";
  email: string;
  name: string;
}

/** How exact "last used" is, ms: a page must not cost a write. */
const SEEN_EVERY_MS = 5 * 60_000;

/** The user of a session's claims, or null when it was ended, or they were removed, since they signed in. */
export async function loadStudioUser(claims: {
  userId: number;
  sessionId: string;
}): Promise<StudioUser | null> {
  const now = new Date();
  const session = await findStudioSession(database(), claims.sessionId, claims.userId, now);
  if (!session) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await touchStudioSession(database(), claims.sessionId, now);
  }
  const { organisation, ...rest } = session.user;
  return { ...rest, organisationName: organisation.name };
}
