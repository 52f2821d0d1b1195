import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Database } from "./database.ts";

const claimedSchema = z.array(z.object({ holder: z.string() }));

/**
 * Takes a job that is due, for `leaseMs`: of all processes on this database one gets it. Answers the holder's key,
 * null when it is not due or somebody else has it. A job nobody knows yet is due at once; one whose holder ended
 * without a word is free again when its lease is over. All times are the database's own, so that processes need not
 * agree on the clock.
 */
export async function claimJob(db: Database, name: string, leaseMs: number): Promise<string | null> {
  const [claimed] = claimedSchema.parse(
    await db.$queryRaw`
      INSERT INTO "ScheduledJob" (name, "dueAt", holder, "leaseUntil", "startedAt")
      VALUES (${name}, now(), ${randomUUID()}::uuid, now() + ${leaseMs}::float8 * interval '1 ms', now())
      ON CONFLICT (name) DO UPDATE
        SET holder = excluded.holder, "leaseUntil" = excluded."leaseUntil", "startedAt" = excluded."startedAt"
        WHERE "ScheduledJob"."dueAt" <= now()
          AND ("ScheduledJob"."leaseUntil" IS NULL OR "ScheduledJob"."leaseUntil" <= now())
      RETURNING holder::text AS holder`,
  );
  return claimed?.holder ?? null;
}

/** Keeps a job for another `leaseMs`. False when it was lost: the holder must stop. */
export async function keepJob(db: Database, name: string, holder: string, leaseMs: number): Promise<boolean> {
  const kept = await db.$executeRaw`
    UPDATE "ScheduledJob" SET "leaseUntil" = now() + ${leaseMs}::float8 * interval '1 ms'
    WHERE name = ${name} AND holder = ${holder}::uuid`;
  return kept === 1;
}

/** Gives a job back, due again in `dueInMs`; `error` is what went wrong, null when nothing did. */
export async function releaseJob(
  db: Database,
  name: string,
  holder: string,
  { dueInMs, error }: { dueInMs: number; error: string | null },
): Promise<void> {
  await db.$executeRaw`
    UPDATE "ScheduledJob"
    SET holder = NULL, "leaseUntil" = NULL, "finishedAt" = now(), error = ${error},
      "dueAt" = now() + ${dueInMs}::float8 * interval '1 ms'
    WHERE name = ${name} AND holder = ${holder}::uuid`;
}
