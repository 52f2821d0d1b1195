import { sessionKeySha256 } from "./create-session.ts";
import type { Database } from "./database.ts";

/** A file of the video store, with what an answer that carries it says. */
export interface ServedVideo {
  file: string;
  mimeType: string;
}

/**
 * An uploaded video as a viewer may have it: of a live campaign, for who has an open session in it that shows
 * this video. Else null.
 */
export async function findViewerVideo(
  db: Database,
  slug: string,
  file: string,
  sessionKey: string,
): Promise<ServedVideo | null> {
  const campaign = { slug, status: "live", attestedAt: { not: null }, deletedAt: null } as const;
  const video = await db.video.findFirst({
    where: { file, campaign },
    select: { id: true, mimeType: true },
  });
  if (!video) return null;
  const sessions = await db.session.count({
    where: {
      campaign,
      keySha256: sessionKeySha256(sessionKey),
      state: "open",
      stimuli: { some: { videoId: video.id } },
    },
  });
  return sessions > 0 ? { file, mimeType: video.mimeType } : null;
}
