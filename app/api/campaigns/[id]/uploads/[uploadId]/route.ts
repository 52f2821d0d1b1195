import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { answerUpload, requireUploadOf } from "#lib/media/video-uploads.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; uploadId: string }> };

/** How far an upload is, its next part, or its end (tus 1.0.0). */
const handler = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, uploadId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  requireUploadOf(campaign.id, uploadId);
  return answerUpload(request);
});

export { handler as DELETE, handler as HEAD, handler as PATCH };
