import { randomUUID } from "node:crypto";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { currentSignIn, currentUser } from "#lib/auth/studio-user.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { log } from "#lib/server/log.ts";
import { database } from "#lib/storage/database.ts";
import { type CampaignWithVideos, findCampaignOf } from "#lib/storage/find-campaign.ts";

function failure(status: number, error: { code: string; message: string; id?: string }): Response {
  return Response.json({ error }, { status, headers: { "cache-control": "no-store" } });
}

/**
 * A route handler with one way to fail: AppError becomes `{ error: { code, message } }` with its
 * status; anything else is logged under an id, and the stranger sees only the id.
 */
export function route<Context>(
  handler: (request: Request, context: Context) => Promise<Response>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      if (error instanceof AppError) {
        return failure(error.status, { code: error.code, message: error.message });
      }
      const id = randomUUID();
      log().error({ err: error, id, path: new URL(request.url).pathname }, "unexpected failure of a route");
      return failure(500, { code: "unexpected", message: "Something went wrong on the server.", id });
    }
  };
}

/** The signed-in user. Throws AppError `not-signed-in`, or `not-allowed` when the role is not among `allowed`. */
export async function requireUser(allowed?: readonly StudioUser["role"][]): Promise<StudioUser> {
  const user = await currentUser();
  if (!user) throw new AppError("not-signed-in");
  if (allowed && !allowed.includes(user.role)) throw new AppError("not-allowed");
  return user;
}

/** The signed-in user with the id of the session that asks. Throws AppError `not-signed-in`. */
export async function requireSignIn(): Promise<{ user: StudioUser; sessionId: string }> {
  const signIn = await currentSignIn();
  if (!signIn) throw new AppError("not-signed-in");
  return signIn;
}

/**
 * The signed-in user and a campaign of their organisation. Throws `not-signed-in`, `not-allowed`, or `not-found`
 * (also for another organisation's campaign, so that ids tell nothing).
 */
export async function requireCampaign(
  campaignId: number,
  allowed?: readonly StudioUser["role"][],
): Promise<{ user: StudioUser; campaign: CampaignWithVideos }> {
  const user = await requireUser();
  const campaign =
    Number.isSafeInteger(campaignId) && campaignId > 0 && campaignId < 2 ** 31
      ? await findCampaignOf(database(), user.organisationId, campaignId)
      : null;
  if (!campaign) throw new AppError("not-found");
  if (allowed && !allowed.includes(user.role)) throw new AppError("not-allowed");
  return { user, campaign };
}
