import { sceneOrThrow } from "#app/api/scene-refusal.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { copyScenesRequest } from "#lib/protocol/scenes.ts";
import { database } from "#lib/storage/database.ts";
import { copyScenes } from "#lib/storage/scenes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Gives a cut the scenes and targets of another cut of the organisation. */
export const POST = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const { fromVideoId, videoId } = await jsonBody(request, copyScenesRequest);
  const to = { organisationId: campaign.organisationId, campaignId: campaign.id, videoId };
  const made = sceneOrThrow(await copyScenes(database(), to, fromVideoId));
  return Response.json({ scenes: made }, { status: 201 });
});
