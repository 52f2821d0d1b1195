import { tellAudienceChanged } from "#lib/auth/changed-audiences.ts";
import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { database } from "#lib/storage/database.ts";
import { removeSimulatedViewers } from "#lib/storage/remove-cell-sessions.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Removes every simulated viewer, with what they left in the sums. */
export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const removed = await removeSimulatedViewers(database(), campaign.id);
  tellAudienceChanged(campaign.id);
  return Response.json({ removed });
});
