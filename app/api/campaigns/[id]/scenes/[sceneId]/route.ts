import { sceneOrThrow } from "#app/api/scene-refusal.ts";
import { jsonBody, requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { sceneChangesSchema } from "#lib/protocol/scenes.ts";
import { database } from "#lib/storage/database.ts";
import { changeScene, markScene } from "#lib/storage/scenes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; sceneId: string }> };

/** Changes a scene: its name and span, or its targets. */
export const PATCH = route<Context>(async (request, context) => {
  const { id, sceneId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  const changes = await jsonBody(request, sceneChangesSchema);
  return Response.json(sceneOrThrow(await changeScene(database(), campaign.id, parseId(sceneId), changes)));
});

/** Deletes a scene; it can be brought back for a while. */
export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, sceneId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  if (!(await markScene(database(), campaign.id, parseId(sceneId), "deleted"))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
