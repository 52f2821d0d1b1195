import { jsonBody } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { keepVideo } from "#lib/media/keep-video.ts";
import { discardUpload, finishedUpload, forgetUpload } from "#lib/media/video-uploads.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { NEW_VIDEO_BODY_CHARACTERS, newVideoRequest } from "#lib/protocol/campaign-setup.ts";
import { database } from "#lib/storage/database.ts";
import { videoStore } from "#lib/storage/video-store.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Makes a video of a draft from a complete upload, once its content was looked at. */
export const POST = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const { uploadId, ...video } = await jsonBody(request, newVideoRequest, NEW_VIDEO_BODY_CHARACTERS);
  const upload = await finishedUpload(campaign.id, uploadId);
  try {
    const kept = await keepVideo(database(), videoStore(), campaign.id, upload, video);
    await forgetUpload(uploadId);
    return Response.json(kept, { status: 201 });
  } catch (error) {
    // What was refused for its content is never kept, nor offered to be continued.
    if (error instanceof AppError && error.code === "unusable-video") await discardUpload(uploadId);
    throw error;
  }
});
