import { jsonBody } from "#lib/http/json-body.ts";
import { limitAccountRequests } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { renewPassword } from "#lib/people/renew-password.ts";
import { useResetRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const POST = route(async (request) => {
  await limitAccountRequests(request);
  const body = await jsonBody(request, useResetRequest);
  return Response.json(await renewPassword(database(), body), { headers: { "cache-control": "no-store" } });
});
