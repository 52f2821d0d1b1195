import { mintTicket } from "#lib/auth/session-ticket.ts";
import { resumeSession } from "#lib/consent/resume-session.ts";
import { requireOwnOrigin } from "#lib/http/json-body.ts";
import { limitByAddress } from "#lib/http/rate-limit.ts";
import { route } from "#lib/http/route.ts";
import { sessionCookie } from "#lib/http/session-cookie.ts";
import type { ResumeResponse } from "#lib/protocol/session-api.ts";
import { database } from "#lib/storage/database.ts";
import { storedSeconds } from "#lib/storage/stored-seconds.ts";

type Context = { params: Promise<{ slug: string }> };

/** The session of this browser's cookie, for a page that was just opened. */
export const POST = route<Context>(async (request, context) => {
  requireOwnOrigin(request);
  await limitByAddress(request);
  const { slug } = await context.params;
  return Response.json(await answer(slug), { headers: { "cache-control": "no-store" } });
});

async function answer(slug: string): Promise<ResumeResponse> {
  const sessionKey = await sessionCookie();
  const resumed = sessionKey === null ? null : await resumeSession(database(), slug, sessionKey);
  if (!resumed) return { state: "none" };
  const { campaignId, session, stimuli } = resumed;
  const { id: sessionId, publicId, receipt, calibrated, startedAt } = session;
  if (session.state === "finished") {
    const seconds = Object.values(await storedSeconds(database(), sessionId)).flat();
    return { state: "finished", sessionPublicId: publicId, receipt, storedSeconds: seconds.length };
  }
  return {
    state: "open",
    sessionPublicId: publicId,
    receipt,
    ticket: await mintTicket({ sessionId, publicId, campaignId }),
    stimuli,
    calibrated,
    elapsedMs: Math.max(0, Date.now() - startedAt.getTime()),
  };
}
