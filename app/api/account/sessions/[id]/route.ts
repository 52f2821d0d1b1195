import { z } from "zod";
import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { requireUser, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { database } from "#lib/storage/database.ts";
import { endStudioSession } from "#lib/storage/studio-sessions.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

const idSchema = z.uuid();

export const DELETE = route(async (request, context: { params: Promise<{ id: string }> }) => {
  requireOwnOrigin(request);
  const user = await requireUser();
  const id = idSchema.safeParse((await context.params).id);
  if (!id.success || !(await endStudioSession(database(), user.id, id.data))) {
    throw new AppError("not-found");
  }
  return new Response(null, { status: 204 });
});
