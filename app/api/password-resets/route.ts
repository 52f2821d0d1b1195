import { jsonBody } from "#lib/http/json-body.ts";
import { limitAccountRequests } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { askForReset } from "#lib/people/renew-password.ts";
import { askResetRequest } from "#lib/protocol/people.ts";
import { log } from "#lib/server/log.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** Somebody forgot their password. Neither the answer nor its time tells whether there is such an account. */
export const POST = route(async (request) => {
  await limitAccountRequests(request);
  const { email } = await jsonBody(request, askResetRequest);
  askForReset(database(), email).catch((error: unknown) =>
    log().error({ err: error }, "a new password could not be asked for"),
  );
  return new Response(null, { status: 202 });
});
