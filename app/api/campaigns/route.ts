import { currentUser } from "#lib/auth/studio-user.ts";
import { route } from "#lib/http/route.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { campaignList } from "#lib/reports/campaign-list.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async () => {
  const user = await currentUser();
  if (!user) throw new AppError("not-signed-in");
  return Response.json(await campaignList(database(), user.organisationId), {
    headers: { "cache-control": "no-store" },
  });
});
