import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { sessionListQuerySchema } from "#lib/protocol/session-list.ts";
import { sessionList } from "#lib/reports/session-list.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const query = parseQuery(sessionListQuerySchema, request);
  return Response.json(await sessionList(database(), campaign.id, query), {
    headers: { "cache-control": "no-store" },
  });
});
