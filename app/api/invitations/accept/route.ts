import { jsonBody } from "#lib/http/json-body.ts";
import { limitAccountRequests } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { joinByInvitation } from "#lib/people/invite.ts";
import { acceptInvitationRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** Whoever holds the link becomes a member; signing in is a step of its own. */
export const POST = route(async (request) => {
  await limitAccountRequests(request);
  const body = await jsonBody(request, acceptInvitationRequest);
  return Response.json(await joinByInvitation(database(), body), {
    status: 201,
    headers: { "cache-control": "no-store" },
  });
});
