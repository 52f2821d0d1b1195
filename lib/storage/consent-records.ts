import { newReceipt } from "./create-session.ts";
import type { Database } from "./database.ts";

/** Keep a consent text as it is shown; the same text twice is one row. */
export async function keepConsentText(
  db: Database,
  text: { sha256: string; version: string; locale: string; body: string },
): Promise<void> {
  // Not an upsert, which fails for the second of two viewers who are a text's first at the same moment.
  const { sha256, version, locale, body } = text;
  await db.consentText.createMany({ data: { sha256, version, locale, body }, skipDuplicates: true });
}

/** Record that somebody declined: the decision, the text and the time; nothing about the person. */
export async function recordDecline(db: Database, campaignId: number, textSha256: string): Promise<void> {
  await db.consentRecord.create({
    data: { campaignId, textSha256, decision: "declined", receipt: newReceipt() },
  });
}
