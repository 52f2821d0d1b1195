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
  return Response.json(await campaignOverview(database(), campaign, query), {
    headers: { "cache-control": "no-store" },
  });
});
