import { codebookPath } from "#lib/export/codebook.ts";
import { headlinesCsv } from "#lib/export/headlines-csv.ts";
import { download } from "#lib/http/download.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { overviewQuerySchema } from "#lib/protocol/overview.ts";
import { campaignOverview } from "#lib/reports/campaign-overview.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const query = parseQuery(overviewQuerySchema, request);
  const overview = await campaignOverview(database(), campaign, query);
  const describedBy = codebookPath(campaign.id);
  const videoTitle = campaign.videos.find(({ id }) => id === overview.summary?.videoId)?.title ?? "";
  const file = { overview, campaignTitle: campaign.title, videoTitle, codebook: describedBy };
  return download(headlinesCsv(file), {
    name: `reactline-${campaign.slug}-${overview.countedAudience}-${query.basis}-headlines.csv`,
    contentType: "text/csv",
    describedBy,
  });
});
