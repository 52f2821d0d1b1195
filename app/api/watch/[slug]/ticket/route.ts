import { mintTicket } from "#lib/auth/session-ticket.ts";
import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { findSessionByKey } from "#lib/storage/find-session.ts";

type Context = { params: Promise<{ slug: string }> };

/** A fresh ticket for the session that this browser's cookie opens. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  await limitByAddress(request);
  const { slug } = await context.params;
  const campaign = await findCampaignBySlug(database(), slug);
  const sessionKey = await sessionCookie();
  if (!campaign || sessionKey === null) throw new AppError("no-session");
  const session = await findSessionByKey(database(), campaign.id, sessionKey);
  if (!session) throw new AppError("no-session");
  if (session.state !== "open") throw new AppError("session-closed");
  const ticket = await mintTicket({
    sessionId: session.id,
    publicId: session.publicId,
    campaignId: campaign.id,
  });
  return Response.json({ ticket }, { headers: { "cache-control": "no-store" } });
});
