import { jsonBody, requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { campaignChangesSchema } from "#lib/protocol/campaign-setup.ts";
import { database } from "#lib/storage/database.ts";
import { deleteCampaign } from "#lib/storage/delete-campaign.ts";
import { changeDraft } from "#lib/storage/draft-campaign.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Changes a draft: its words and its segment variables. */
export const PATCH = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const changes = await jsonBody(request, campaignChangesSchema);
  if (!(await changeDraft(database(), campaign.id, changes))) throw new AppError("campaign-fixed");
  return new Response(null, { status: 204 });
});

/** Deletes a campaign; it can be restored for a while. */
export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  await deleteCampaign(database(), campaign.organisationId, campaign.id);
  return new Response(null, { status: 204 });
});
