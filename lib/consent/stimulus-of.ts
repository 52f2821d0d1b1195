import type { Stimulus } from "#lib/protocol/session-api.ts";
import type { CampaignWithVideos } from "#lib/storage/find-campaign.ts";

/** A campaign's video as a viewer is shown it, as segment `segment` of their session. */
export function stimulusOf(video: CampaignWithVideos["videos"][number], segment: number): Stimulus {
  const { id: videoId, title, url, mimeType, durationMs } = video;
  return { segment, videoId, title, url, mimeType, durationMs };
}
