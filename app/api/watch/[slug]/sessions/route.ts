import { mintTicket } from "#lib/auth/session-ticket.ts";
import { startSession } from "#lib/consent/start-session.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { setSessionCookie } from "#lib/http/session-cookie.ts";
import { type StartSessionResponse, startSessionRequest } from "#lib/protocol/session-api.ts";
import { database } from "#lib/storage/database.ts";

type Context = { params: Promise<{ slug: string }> };

/** The viewer consented: opens their session. */
export const POST = route<Context>(async (request, context) => {
  await limitByAddress(request);
  const { slug } = await context.params;
  const body = await jsonBody(request, startSessionRequest);
  const { sessionId, publicId, campaignId, sessionKey, receipt, stimuli } = await startSession(
    database(),
    slug,
    body,
  );
  await setSessionCookie(slug, sessionKey);
  const ticket = await mintTicket({ sessionId, publicId, campaignId });
  const answer: StartSessionResponse = { sessionPublicId: publicId, receipt, ticket, stimuli };
  return Response.json(answer, { status: 201, headers: { "cache-control": "no-store" } });
});
