import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { markSavedSegment } from "#lib/storage/saved-segments.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; segmentId: string }> };

/** Brings a deleted segment back. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, segmentId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  if (!(await markSavedSegment(database(), campaign.id, parseId(segmentId), "restored"))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
