import { jsonBody } from "#lib/http/json-body.ts";
import { addressOf } from "#lib/http/rate-limit.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { askPasswordAgain, beginSecondFactor, confirmSecondFactor } from "#lib/people/account-security.ts";
import { confirmCodeRequest, passwordAgainRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";
import { removeSecondFactor } from "#lib/storage/second-factor.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** A secret for the user's app, shown this once; it counts when PUT confirmed it. */
export const POST = route(async (request) => {
  const user = await requireUser();
  const { password } = await jsonBody(request, passwordAgainRequest);
  await askPasswordAgain(database(), user, password, addressOf(request));
  return Response.json(await beginSecondFactor(database(), user), {
    status: 201,
    headers: { "cache-control": "no-store" },
  });
});

export const PUT = route(async (request) => {
  const user = await requireUser();
  const { code } = await jsonBody(request, confirmCodeRequest);
  const recoveryCodes = await confirmSecondFactor(database(), user, code, addressOf(request));
  return Response.json({ recoveryCodes }, { headers: { "cache-control": "no-store" } });
});

export const DELETE = route(async (request) => {
  const user = await requireUser();
  const { password } = await jsonBody(request, passwordAgainRequest);
  await askPasswordAgain(database(), user, password, addressOf(request));
  await removeSecondFactor(database(), user.id);
  return new Response(null, { status: 204 });
});
