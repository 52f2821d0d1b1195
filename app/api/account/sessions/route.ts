import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { requireSignIn, route } from "#lib/http/route.ts";
import { database } from "#lib/storage/database.ts";
import { endOtherStudioSessions } from "#lib/storage/studio-sessions.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** Sign out everywhere but here. */
export const DELETE = route(async (request) => {
  requireOwnOrigin(request);
  const { user, sessionId } = await requireSignIn();
  return Response.json({ ended: await endOtherStudioSessions(database(), user.id, sessionId) });
});
