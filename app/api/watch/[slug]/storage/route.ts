import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { findSessionByKey } from "#lib/storage/find-session.ts";
import { noteMemoryStorage } from "#lib/storage/note-memory-storage.ts";

type Context = { params: Promise<{ slug: string }> };

/** This browser keeps what was not sent in memory only: noted in the session of its cookie. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  await limitByAddress(request);
  const { slug } = await context.params;
  const campaign = await findCampaignBySlug(database(), slug);
  const sessionKey = await sessionCookie();
  const session = campaign && sessionKey ? await findSessionByKey(database(), campaign.id, sessionKey) : null;
  if (!session) throw new AppError("no-session");
  await noteMemoryStorage(database(), session.id);
  return new Response(null, { status: 204 });
});
