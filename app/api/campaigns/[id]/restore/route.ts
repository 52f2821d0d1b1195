import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { restorableSince } from "#lib/server/env.ts";
import { database } from "#lib/storage/database.ts";
import { restoreCampaign } from "#lib/storage/delete-campaign.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string }> };

/** Brings a deleted campaign back. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  const user = await requireUser(["owner", "editor"]);
  const id = parseId((await context.params).id);
  if (!(await restoreCampaign(database(), user.organisationId, id, restorableSince()))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
