import { codebookPath } from "#lib/export/codebook.ts";
import { momentsCsv } from "#lib/export/moments-csv.ts";
import { download } from "#lib/http/download.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { momentsQuerySchema } from "#lib/protocol/moments.ts";
import { campaignMoments } from "#lib/reports/campaign-moments.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const query = parseQuery(momentsQuerySchema, request);
  const moments = await campaignMoments(database(), campaign, query);
  const describedBy = codebookPath(campaign.id);
  const videoTitle = campaign.videos.find(({ id }) => id === moments.videoId)?.title ?? "";
  const file = { moments, campaignTitle: campaign.title, videoTitle, codebook: describedBy };
  return download(momentsCsv(file), {
    name: `reactline-${campaign.slug}-${moments.countedAudience}-${query.basis}-moments.csv`,
    contentType: "text/csv",
    describedBy,
  });
});
