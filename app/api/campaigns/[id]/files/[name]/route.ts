import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { storedFile } from "#lib/http/stored-file.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { videoStore } from "#lib/storage/video-store.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; name: string }> };

/** A campaign's video or still picture, for the studio's users of its organisation. */
export const GET = route<Context>(async (request, context) => {
  const { id, name } = await context.params;
  const { campaign } = await requireCampaign(parseId(id));
  // Only what the campaign itself names: the address is compared, never made into a path.
  const video = campaign.videos.find(({ file, thumbnail }) => file === name || thumbnail === name);
  if (!video) throw new AppError("not-found");
  const contentType = video.file === name ? video.mimeType : "image/jpeg";
  return storedFile(request, videoStore(), { name, contentType });
});
