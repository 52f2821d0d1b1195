import type { Stimulus } from "#lib/protocol/session-api.ts";
import type { CampaignWithVideos } from "#lib/storage/find-campaign.ts";

/** A video of the campaign with this slug as a viewer is shown it, as segment `segment` of their session. */
export function stimulusOf(
  slug: string,
  video: CampaignWithVideos["videos"][number],
  segment: number,
): Stimulus {
  const { id: videoId, title, file, mimeType, durationMs } = video;
  // An uploaded video is given to those who have a session, at an address that their cookie is sent to.
  const url = file === null ? video.url : `/api/watch/${slug}/videos/${file}`;
  return { segment, videoId, title, url, mimeType, durationMs };
}
