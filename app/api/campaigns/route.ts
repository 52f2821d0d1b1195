import { requireUser, route } from "#lib/http/route.ts";
import { campaignList } from "#lib/reports/campaign-list.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async () => {
  const user = await requireUser();
  return Response.json(await campaignList(database(), user.organisationId), {
    headers: { "cache-control": "no-store" },
  });
});
