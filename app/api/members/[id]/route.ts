import { jsonBody, requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { dismiss, giveRole } from "#lib/people/change-members.ts";
import { changeRoleRequest } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

export const PATCH = route<Context>(async (request, context) => {
  const owner = await requireUser(["owner"]);
  const id = parseId((await context.params).id);
  const { role } = await jsonBody(request, changeRoleRequest);
  await giveRole(database(), owner, id, role);
  return new Response(null, { status: 204 });
});

export const DELETE = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const owner = await requireUser(["owner"]);
  await dismiss(database(), owner, parseId((await context.params).id));
  return new Response(null, { status: 204 });
});
