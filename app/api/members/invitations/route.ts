import { jsonBody } from "#lib/http/json-body.ts";
import { limitAccountRequests } from "#lib/http/rate-limit.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { invite } from "#lib/people/invite.ts";
import { inviteRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const POST = route(async (request) => {
  const owner = await requireUser(["owner"]);
  // Each may send a letter to an address that anybody can type.
  await limitAccountRequests(request);
  const link = await invite(database(), owner, await jsonBody(request, inviteRequest));
  return Response.json(link, { status: 201, headers: { "cache-control": "no-store" } });
});
