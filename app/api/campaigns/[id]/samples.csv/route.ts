import { campaignSamplesCsv } from "#lib/export/campaign-samples-csv.ts";
import { codebookPath } from "#lib/export/codebook.ts";
import { download } from "#lib/http/download.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { samplesQuerySchema } from "#lib/protocol/timeline.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), [
    "owner",
    "editor",
    "researcher",
  ]);
  const query = parseQuery(samplesQuerySchema, request);
  const describedBy = codebookPath(campaign.id);
  return download(await campaignSamplesCsv(database(), campaign, query, describedBy), {
    name: `reactline-${campaign.slug}-${query.audience}-samples.csv`,
    contentType: "text/csv",
    describedBy,
  });
});
