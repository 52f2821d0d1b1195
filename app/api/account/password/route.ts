import { jsonBody } from "#lib/http/json-body.ts";
import { addressOf } from "#lib/http/rate-limit.ts";
import { requireSignIn, route } from "#lib/http/route.ts";
import { askPasswordAgain, setPassword } from "#lib/people/account-security.ts";
import { changePasswordRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const POST = route(async (request) => {
  const { user, sessionId } = await requireSignIn();
  const { current, next } = await jsonBody(request, changePasswordRequest);
  await askPasswordAgain(database(), user, current, addressOf(request));
  await setPassword(database(), user, next, sessionId);
  return new Response(null, { status: 204 });
});
