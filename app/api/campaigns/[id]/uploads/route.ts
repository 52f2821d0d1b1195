import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { answerUpload } from "#lib/media/video-uploads.ts";
import { AppError } from "#lib/protocol/app-error.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Begins a resumable upload (tus 1.0.0) of a video for a draft. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  if (campaign.status !== "draft") throw new AppError("campaign-fixed");
  return answerUpload(request);
});
