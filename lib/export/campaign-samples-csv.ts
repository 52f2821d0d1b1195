import type { SamplesQuery } from "#lib/protocol/timeline.ts";
import { chooseEngine } from "#lib/reports/choose-engine.ts";
import type { Database } from "#lib/storage/database.ts";
import { readAudienceEngines } from "#lib/storage/read-audience-engines.ts";
import { readVideos } from "#lib/storage/read-video.ts";
import { type StoredBatch, streamSampleBatches } from "#lib/storage/stream-sample-batches.ts";
import { samplesCsv } from "./samples-csv.ts";

/**
 * Every sample of one audience and engine of a campaign as a CSV file, read as fast as it is taken: the whole
 * is never in memory. Only the header when that audience has no session.
 */
export async function campaignSamplesCsv(
  db: Database,
  campaign: { id: number; title: string },
  { audience, engine }: SamplesQuery,
  codebook: string,
): Promise<ReadableStream<Uint8Array>> {
  const { chosen } = chooseEngine(await readAudienceEngines(db, campaign.id), audience, engine);
  const videos = await readVideos(db, campaign.id);
  return samplesCsv(
    {
      audience,
      engineVersion: chosen?.engineVersion ?? "",
      campaignId: campaign.id,
      campaignTitle: campaign.title,
      videoTitles: new Map(videos.map(({ id, title }) => [id, title])),
      codebook,
    },
    chosen
      ? streamSampleBatches(db, {
          campaignId: campaign.id,
          simulated: chosen.simulated,
          engineVersion: chosen.engineVersion,
        })
      : nothing(),
  );
}

async function* nothing(): AsyncGenerator<StoredBatch[]> {}
