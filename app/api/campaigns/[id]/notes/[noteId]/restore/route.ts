import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { markNote } from "#lib/storage/timeline-notes.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; noteId: string }> };

/** Brings one's own deleted note back. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const { id, noteId } = await context.params;
  const { user, campaign } = await requireCampaign(parseId(id), ["owner", "editor", "researcher"]);
  if (!(await markNote(database(), campaign.id, user.id, parseId(noteId), "restored"))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
