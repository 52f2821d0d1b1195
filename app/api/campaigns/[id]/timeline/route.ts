import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import { campaignTimeline } from "#lib/reports/campaign-timeline.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const startedMs = performance.now();
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const query = parseQuery(timelineQuerySchema, request);
  const response = Response.json(await campaignTimeline(database(), campaign, query), {
    headers: { "cache-control": "no-store" },
  });
  // What of a page's wait was the handler's, for browsers' tools and `bench -- timeline`.
  response.headers.set("server-timing", `handler;dur=${(performance.now() - startedMs).toFixed(1)}`);
  return response;
});
