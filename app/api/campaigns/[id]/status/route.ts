import { jsonBody } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { statusRequest } from "#lib/protocol/campaign-setup.ts";
import { changeCampaignStatus } from "#lib/storage/change-campaign-status.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Publishes, pauses, resumes, closes or reopens a campaign. */
export const POST = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const { action } = await jsonBody(request, statusRequest);
  await changeCampaignStatus(database(), campaign.id, action);
  return new Response(null, { status: 204 });
});
