import { z } from "zod";
import { addPacked, subtractPacked } from "#lib/analytics/combine-packed.ts";
import { tellAudienceChanged } from "#lib/auth/changed-audiences.ts";
import { jsonBody, jsonBodyIfAny } from "#lib/http/json-body.ts";
import { parseId } from "#lib/http/parse-request.ts";
import { requireCampaign, route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { exclusionRequest } from "#lib/protocol/session-list.ts";
import { database } from "#lib/storage/database.ts";
import { excludeSession, includeSession } from "#lib/storage/exclude-session.ts";
import { findSessionOf } from "#lib/storage/find-session.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

type Context = { params: Promise<{ id: string; publicId: string }> };

async function askedFor(context: Context) {
  const { id, publicId } = await context.params;
  const { user, campaign } = await requireCampaign(parseId(id), ["owner", "editor"]);
  const session = z.uuid().safeParse(publicId).success
    ? await findSessionOf(database(), campaign.id, publicId)
    : null;
  if (!session) throw new AppError("not-found");
  return { user, session, campaignId: campaign.id };
}

/** Takes a respondent out of every sum, with a reason that stays beside them. */
export const POST = route<Context>(async (request, context) => {
  const { user, session, campaignId } = await askedFor(context);
  const { reason } = await jsonBody(request, exclusionRequest);
  if (!(await excludeSession(database(), session.id, reason, subtractPacked, user.name))) {
    throw new AppError("wrong-state");
  }
  tellAudienceChanged(campaignId);
  return new Response(null, { status: 204 });
});

/** Counts an excluded respondent again, exactly as before; the reason is kept when there is one. */
export const DELETE = route<Context>(async (request, context) => {
  const { user, session, campaignId } = await askedFor(context);
  const asked = await jsonBodyIfAny(request, exclusionRequest);
  if (!(await includeSession(database(), session.id, addPacked, asked?.reason ?? null, user.name))) {
    throw new AppError("wrong-state");
  }
  tellAudienceChanged(campaignId);
  return new Response(null, { status: 204 });
});
