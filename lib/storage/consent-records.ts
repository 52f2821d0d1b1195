import { z } from "zod";
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

/** Versions of the consent text that sessions of a campaign were agreed to with, the newest first. */
export async function readConsentVersions(db: Database, campaignId: number): Promise<string[]> {
  const rows = await db.$queryRaw`
    SELECT t.version FROM "ConsentText" t
    WHERE t.sha256 IN (
      SELECT r."textSha256" FROM "ConsentRecord" r
      WHERE r."campaignId" = ${campaignId}::int AND r.decision = 'granted')
    GROUP BY t.version ORDER BY max(t."createdAt") DESC, t.version DESC`;
  return z
    .array(z.object({ version: z.string() }))
    .parse(rows)
    .map(({ version }) => version);
}
