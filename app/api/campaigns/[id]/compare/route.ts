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
  return Response.json(await compareCuts(database(), campaign, query), {
    headers: { "cache-control": "no-store" },
  });
});
