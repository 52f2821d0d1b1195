import { jsonBody } from "#lib/http/json-body.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { campaignDraftSchema } from "#lib/protocol/campaign-setup.ts";
import { campaignList } from "#lib/reports/campaign-list.ts";
import { database } from "#lib/storage/database.ts";
import { createDraft } from "#lib/storage/draft-campaign.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async () => {
  const user = await requireUser();
  return Response.json(await campaignList(database(), user.organisationId), {
    headers: { "cache-control": "no-store" },
  });
});

export const POST = route(async (request) => {
  const user = await requireUser(["owner", "editor"]);
  const draft = await jsonBody(request, campaignDraftSchema);
  return Response.json(await createDraft(database(), user.organisationId, draft), { status: 201 });
});
