import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { intentQuerySchema } from "#lib/protocol/intent.ts";
import { sceneIntent } from "#lib/reports/scene-intent.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** What each scene of a cut was to achieve, what it did, and what changed against another cut. */
export const GET = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const query = parseQuery(intentQuerySchema, request);
  return Response.json(await sceneIntent(database(), campaign, query), {
    headers: { "cache-control": "no-store" },
  });
});
