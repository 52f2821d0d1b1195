import { tellSessionEnded } from "#lib/auth/ended-sessions.ts";
import { withdrawViewer } from "#lib/consent/withdraw-viewer.ts";
import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { clearSessionCookie, sessionCookie } from "#lib/http/session-cookie.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";

type Context = { params: Promise<{ slug: string }> };

/** The viewer withdraws: the session of this browser's cookie is erased before the answer. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  await limitByAddress(request);
  const { slug } = await context.params;
  const sessionKey = await sessionCookie();
  if (sessionKey === null) throw new AppError("no-session");
  tellSessionEnded(await withdrawViewer(database(), slug, sessionKey));
  await clearSessionCookie(slug);
  return new Response(null, { status: 204 });
});
