import { requireUser, route } from "#lib/http/route.ts";
import { memberList } from "#lib/people/member-list.ts";
import { database } from "#lib/storage/database.ts";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export const GET = route(async () => {
  const user = await requireUser();
  return Response.json(await memberList(database(), user), { headers: { "cache-control": "no-store" } });
});
