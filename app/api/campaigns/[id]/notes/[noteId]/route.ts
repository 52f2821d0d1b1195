import { jsonBody, requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { noteChangesRequest } from "#lib/protocol/timeline-notes.ts";
import { database } from "#lib/storage/database.ts";
import { changeNote, markNote } from "#lib/storage/timeline-notes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; noteId: string }> };

/** Changes the words of one's own note. */
export const PATCH = route<Context>(async (request, context) => {
  const { id, noteId } = await context.params;
  const { user, campaign } = await requireCampaign(parseId(id), ["owner", "editor", "researcher"]);
  const { text } = await jsonBody(request, noteChangesRequest);
  const changed = await changeNote(database(), campaign.id, user.id, parseId(noteId), text);
  if (!changed) throw new AppError("not-found");
  return Response.json(changed);
});

/** Deletes one's own note; it can be brought back for a while. */
export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, noteId } = await context.params;
  const { user, campaign } = await requireCampaign(parseId(id), ["owner", "editor", "researcher"]);
  if (!(await markNote(database(), campaign.id, user.id, parseId(noteId), "deleted"))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
