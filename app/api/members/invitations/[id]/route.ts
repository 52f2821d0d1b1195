import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { withdrawInvitation } from "#lib/storage/invitations.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const DELETE = route(async (request, context: { params: Promise<{ id: string }> }) => {
  requireOwnOrigin(request);
  const owner = await requireUser(["owner"]);
  const id = parseId((await context.params).id);
  if (!(await withdrawInvitation(database(), owner.organisationId, id))) throw new AppError("not-found");
  return new Response(null, { status: 204 });
});
