import { jsonBody, requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { segmentChangesRequest } from "#lib/protocol/segment.ts";
import { database } from "#lib/storage/database.ts";
import { changeSavedSegment, markSavedSegment } from "#lib/storage/saved-segments.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; segmentId: string }> };

/** Changes a segment's name or whom it holds. */
export const PATCH = route<Context>(async (request, context) => {
  const { id, segmentId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  const changes = await jsonBody(request, segmentChangesRequest);
  const changed = await changeSavedSegment(database(), campaign.id, parseId(segmentId), changes);
  if (!changed) throw new AppError("not-found");
  return Response.json(changed);
});

/** Deletes a segment; it can be brought back for a while. */
export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, segmentId } = await context.params;
  const { campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  if (!(await markSavedSegment(database(), campaign.id, parseId(segmentId), "deleted"))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
