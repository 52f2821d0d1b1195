import { declineSession } from "#lib/consent/start-session.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { declineRequest } from "#lib/protocol/session-api.ts";
import { database } from "#lib/storage/database.ts";

type Context = { params: Promise<{ slug: string }> };

/** The viewer declined: the decision is recorded, and nothing else. */
export const POST = route<Context>(async (request, context) => {
  await limitByAddress(request);
  const { slug } = await context.params;
  const { textSha256 } = await jsonBody(request, declineRequest);
  await declineSession(database(), slug, textSha256);
  return new Response(null, { status: 204 });
});
