import { jsonBody } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { newSegmentRequest } from "#lib/protocol/segment.ts";
import { database } from "#lib/storage/database.ts";
import { addSavedSegment, readSavedSegments } from "#lib/storage/saved-segments.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** The campaign's saved segments. */
export const GET = route<Context>(async (_request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id));
  return Response.json(
    { segments: await readSavedSegments(database(), campaign.id) },
    { headers: { "cache-control": "no-store" } },
  );
});

/** Saves a segment. */
export const POST = route<Context>(async (request, context) => {
  const { campaign } = await requireCampaign(parseId((await context.params).id), ["owner", "editor"]);
  const segment = await jsonBody(request, newSegmentRequest);
  const made = await addSavedSegment(database(), campaign.id, segment);
  if (made === "full") throw new AppError("no-room");
  return Response.json(made, { status: 201 });
});
