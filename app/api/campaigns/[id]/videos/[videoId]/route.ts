import { jsonBody, requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { videoChangesRequest } from "#lib/protocol/campaign-setup.ts";
import { arrangeVideo, removeVideo } from "#lib/storage/campaign-videos.ts";
import { database } from "#lib/storage/database.ts";
import { videoStore } from "#lib/storage/video-store.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; videoId: string }> };

/** Gives a video of a draft another title or another place in the order. */
export const PATCH = route<Context>(async (request, context) => {
  const { id, videoId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  const changes = await jsonBody(request, videoChangesRequest);
  const outcome = await arrangeVideo(database(), campaign.id, parseId(videoId), changes);
  if (outcome === "absent") throw new AppError("not-found");
  if (outcome === "fixed") throw new AppError("campaign-fixed");
  return new Response(null, { status: 204 });
});

/** Removes a video of a draft, with its file. */
export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, videoId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  const files = await removeVideo(database(), campaign.id, parseId(videoId));
  if (files === null) throw new AppError("not-found");
  if (files === "fixed") throw new AppError("campaign-fixed");
  for (const file of files) await videoStore().remove(file);
  return new Response(null, { status: 204 });
});
