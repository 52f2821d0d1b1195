import { jsonBody } from "#lib/http/json-body.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { renameRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";
import { renameUser } from "#lib/storage/find-user.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const PATCH = route(async (request) => {
  const user = await requireUser();
  const { name } = await jsonBody(request, renameRequest);
  await renameUser(database(), user.id, name);
  return new Response(null, { status: 204 });
});
