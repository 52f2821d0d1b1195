import { campaignTimelineCsv } from "#lib/export/campaign-timeline-csv.ts";
import { codebookPath } from "#lib/export/codebook.ts";
import { download } from "#lib/http/download.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const query = parseQuery(timelineQuerySchema, request);
  const describedBy = codebookPath(campaign.id);
  const { csv, countedAudience } = await campaignTimelineCsv(database(), campaign, query, describedBy);
  // Files of segments that lie over each other on the page are told apart.
  const { segment } = query;
  const part = segment !== undefined && "savedId" in segment ? `-segment-${segment.savedId}` : "";
  return download(csv, {
    name: `reactline-${campaign.slug}-${countedAudience}-${query.basis}${part}-timeline.csv`,
    contentType: "text/csv",
    describedBy,
  });
});
