import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { limitAccountRequests } from "#lib/http/rate-limit.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { memberOf } from "#lib/people/change-members.ts";
import { resetLinkFor } from "#lib/people/renew-password.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** An owner makes a link to a new password for a member, shown to them this once. */
export const POST = route(async (request, context: { params: Promise<{ id: string }> }) => {
  requireOwnOrigin(request);
  const owner = await requireUser(["owner"]);
  await limitAccountRequests(request);
  const member = await memberOf(database(), owner, parseId((await context.params).id));
  const link = await resetLinkFor(database(), member);
  return Response.json(link, { status: 201, headers: { "cache-control": "no-store" } });
});
