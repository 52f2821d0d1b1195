import { jsonBody } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { addressOf } from "#lib/http/rate-limit.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { removeFactorOf } from "#lib/people/remove-factor.ts";
import { passwordAgainRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** An owner switches off the second factor that a member lost. */
export const DELETE = route(async (request, context: { params: Promise<{ id: string }> }) => {
  const owner = await requireUser(["owner"]);
  const id = parseId((await context.params).id);
  const { password } = await jsonBody(request, passwordAgainRequest);
  await removeFactorOf(database(), owner, id, { password, address: addressOf(request) });
  return new Response(null, { status: 204 });
});
