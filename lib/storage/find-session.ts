import { sessionKeySha256 } from "./create-session.ts";
import type { Database } from "./database.ts";

/** The session of this campaign that the viewer's cookie opens, else null. */
export function findSessionByKey(db: Database, campaignId: number, sessionKey: string) {
  return db.session.findFirst({
    where: { campaignId, keySha256: sessionKeySha256(sessionKey) },
    select: { id: true, publicId: true, state: true },
  });
}

/** A session of the campaign by the id that lists and files show, else null; withdrawn ones are absent. */
export function findSessionOf(db: Database, campaignId: number, publicId: string) {
  return db.session.findFirst({
    where: { campaignId, publicId, state: { not: "withdrawn" } },
    select: { id: true },
  });
}
