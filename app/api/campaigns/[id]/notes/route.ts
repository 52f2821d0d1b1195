import { jsonBody } from "#lib/http/json-body.ts";
import { parseId, parseQuery } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { scenesQuerySchema } from "#lib/protocol/scenes.ts";
import { newNoteRequest } from "#lib/protocol/timeline-notes.ts";
import { database } from "#lib/storage/database.ts";
import { addNote, readNotes } from "#lib/storage/timeline-notes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** The notes on one video. */
export const GET = route<Context>(async (request, context) => {
  const { user, campaign } = await requireCampaign(parseId((await context.params).id));
  const { videoId } = parseQuery(scenesQuerySchema, request);
  return Response.json(
    { notes: await readNotes(database(), campaign.id, videoId, user.id) },
    { headers: { "cache-control": "no-store" } },
  );
});

/** Pins a note to a moment. */
export const POST = route<Context>(async (request, context) => {
  const { user, campaign } = await requireCampaign(parseId((await context.params).id), [
    "owner",
    "editor",
    "researcher",
  ]);
  const note = await jsonBody(request, newNoteRequest);
  const made = await addNote(database(), campaign.id, user, note);
  if (made === "absent") throw new AppError("not-found");
  if (made === "outside") throw new AppError("bad-request", "atMs: The film ends before that.");
  if (made === "full") throw new AppError("no-room");
  return Response.json(made, { status: 201 });
});
