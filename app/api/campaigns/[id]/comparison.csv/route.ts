import { codebookPath } from "#lib/export/codebook.ts";
import { comparisonCsv } from "#lib/export/comparison-csv.ts";
import { download } from "#lib/http/download.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { comparisonQuerySchema } from "#lib/protocol/comparison.ts";
import { compareCuts } from "#lib/reports/compare-cuts.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const query = parseQuery(comparisonQuerySchema, request);
  const comparison = await compareCuts(database(), campaign, query);
  const describedBy = codebookPath(campaign.id);
  const cut = (id: number) => ({ id, title: campaign.videos.find((video) => video.id === id)?.title ?? "" });
  const file = {
    comparison,
    campaignTitle: campaign.title,
    a: cut(query.a),
    b: cut(query.b),
    codebook: describedBy,
  };
  return download(comparisonCsv(file), {
    name: `reactline-${campaign.slug}-${comparison.countedAudience}-${query.basis}-comparison.csv`,
    contentType: "text/csv",
    describedBy,
  });
});
