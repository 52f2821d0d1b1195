import { sceneOrThrow } from "#app/api/scene-refusal.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { newScenesRequest, scenesQuerySchema } from "#lib/protocol/scenes.ts";
import { database } from "#lib/storage/database.ts";
import { addScenes, readScenes } from "#lib/storage/scenes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** The scenes of one video. */
export const GET = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  const { videoId } = parseQuery(scenesQuerySchema, request);
  return Response.json(
    { scenes: await readScenes(database(), campaign.id, videoId) },
    { headers: { "cache-control": "no-store" } },
  );
});

/** Adds scenes to one video. */
export const POST = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const { videoId, scenes } = await jsonBody(request, newScenesRequest, 32_768);
  const made = sceneOrThrow(await addScenes(database(), campaign.id, videoId, scenes));
  return Response.json({ scenes: made }, { status: 201 });
});
