import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { markScene } from "#lib/storage/scenes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; sceneId: string }> };

/** Brings a deleted scene back. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, sceneId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  if (!(await markScene(database(), campaign.id, parseId(sceneId), "restored"))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
