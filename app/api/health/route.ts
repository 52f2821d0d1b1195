import { route } from "#lib/http/route.ts";

export const dynamic = "force-dynamic";

/**
 * Whether this process lives: 200 when it answers. Whether it should be sent viewers (its database, the fold,
 * Redis) is `/api/ready`: a process is not restarted because its database is away.
 */
export const GET = route(async () =>
  Response.json({ ok: true }, { headers: { "cache-control": "no-store" } }),
);
