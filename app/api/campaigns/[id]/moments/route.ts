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
  return Response.json(await campaignMoments(database(), campaign, query), {
    headers: { "cache-control": "no-store" },
  });
});
