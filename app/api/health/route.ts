import { route } from "#lib/http/route.ts";
import { database } from "#lib/storage/database.ts";
import { isReachable } from "#lib/storage/is-reachable.ts";

export const dynamic = "force-dynamic";

/** For a balancer or a monitor: 200 when this process answers and its database does too, else 503. */
export const GET = route(async () => {
  const ok = await isReachable(database());
  return Response.json({ ok }, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
});
