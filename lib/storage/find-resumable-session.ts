import { sessionKeySha256 } from "./create-session.ts";
import type { Database } from "./database.ts";

/** What the page of a viewer who comes back must know. */
export interface ResumableSession {
  id: number;
  publicId: string;
  state: "open" | "finished" | "withdrawn";
  startedAt: Date;
  calibrated: boolean;
  receipt: string;
  /** Videos by the segment in which they are shown, ascending. */
  shown: { segment: number; videoId: number }[];
}

/** The session of this campaign that the viewer's cookie opens, with its receipt, else null. */
export async function findResumableSession(
  db: Database,
  campaignId: number,
  sessionKey: string,
): Promise<ResumableSession | null> {
  const session = await db.session.findFirst({
    where: { campaignId, keySha256: sessionKeySha256(sessionKey) },
    select: {
      id: true,
      publicId: true,
      state: true,
      startedAt: true,
      calibratedAt: true,
      consent: { select: { receipt: true } },
      stimuli: { orderBy: { segment: "asc" }, select: { segment: true, videoId: true } },
    },
  });
  if (!session?.consent) return null;
  const { id, publicId, state, startedAt, calibratedAt, consent, stimuli } = session;
  const calibrated = calibratedAt !== null;
  return { id, publicId, state, startedAt, calibrated, receipt: consent.receipt, shown: stimuli };
}
