import { z } from "zod";
import type { Database } from "./database.ts";

const rowsSchema = z.array(
  z.object({
    id: z.number().int(),
    publicId: z.uuid(),
    state: z.enum(["open", "finished", "withdrawn"]),
    userAgent: z.string().nullable(),
    batches: z.number().int(),
  }),
);
export type SimulatedSession = z.infer<typeof rowsSchema>[number];

/**
 * A campaign's simulated sessions, oldest first: `userAgent` names the synthetic viewer and its seed, `batches`
 * counts what is stored of it, calibration included.
 */
export async function readSimulatedSessions(db: Database, campaignId: number): Promise<SimulatedSession[]> {
  return rowsSchema.parse(
    await db.$queryRaw`
      SELECT id, "publicId"::text AS "publicId", state::text AS state, device->>'userAgent' AS "userAgent",
        (SELECT count(*)::int FROM "SampleBatch" b WHERE b."sessionId" = s.id)
          + coalesce((SELECT p.batches FROM "PackedSession" p WHERE p."sessionId" = s.id), 0) AS batches
      FROM "Session" s WHERE "campaignId" = ${campaignId}::int AND simulated ORDER BY id`,
  );
}
