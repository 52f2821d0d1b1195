import { tellAudienceChanged } from "#lib/auth/changed-audiences.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { noteEventsRequest } from "#lib/protocol/session-events.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { findSessionByKey } from "#lib/storage/find-session.ts";
import { noteSessionEvents } from "#lib/storage/session-events.ts";

type Context = { params: Promise<{ slug: string }> };

/** What happened in this browser's page, into the session of its cookie. Sending again is harmless. */
export const POST = route<Context>(async (request, context) => {
  await limitByAddress(request);
  const { slug } = await context.params;
  const { events } = await jsonBody(request, noteEventsRequest);
  const campaign = await findCampaignBySlug(database(), slug);
  const sessionKey = await sessionCookie();
  const session = campaign && sessionKey ? await findSessionByKey(database(), campaign.id, sessionKey) : null;
  if (!campaign || !session) throw new AppError("no-session");
  if (!(await noteSessionEvents(database(), session.id, events))) throw new AppError("session-closed");
  if (events.some(({ kind }) => kind === "ended" || kind === "returned")) tellAudienceChanged(campaign.id);
  return new Response(null, { status: 204 });
});
