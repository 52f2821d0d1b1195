import { z } from "zod";
import { gradeReasonsSchema } from "#lib/protocol/quality.ts";
import { SESSION_STATES, type SessionSort } from "#lib/protocol/session-list.ts";
import { NO_LOSS, VIEWER_SECOND_LOSS_OFFSET } from "#lib/protocol/viewer-second.ts";
import type { Database } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** Where a page ended: the sort key of its last row (ISO 8601 time, state, or null) and that row's id. */
export interface SessionPosition {
  key: string | null;
  id: number;
}

export interface SessionPageQuery {
  campaignId: number;
  simulated: boolean;
  sort: SessionSort;
  direction: "asc" | "desc";
  limit: number;
  /** Rows behind this one only; null for the first page. */
  after: SessionPosition | null;
}

const rowsSchema = z.array(
  z.object({
    id: z.number().int(),
    publicId: z.uuid(),
    simulated: z.boolean(),
    state: z.enum(SESSION_STATES),
    startedAt: z.date(),
    finishedAt: z.date().nullable(),
    engineVersion: z.string(),
    hasBaseline: z.boolean(),
    baselineRefusal: z.string().nullable(),
    excludedAt: z.date().nullable(),
    excludedReason: z.string().nullable(),
    endReason: z.string().nullable(),
    grade: z.number().int().nullable(),
    gradeReasons: gradeReasonsSchema,
    seconds: z.number().int(),
    validSeconds: z.number().int(),
  }),
);
export type StoredSession = z.infer<typeof rowsSchema>[number];

/** The cast turns a cursor's text back into the key. A missing key sorts last in both directions. */
const SORTS = {
  startedAt: { column: Prisma.sql`s."startedAt"`, cast: Prisma.sql`::timestamptz`, nullable: false },
  finishedAt: { column: Prisma.sql`s."finishedAt"`, cast: Prisma.sql`::timestamptz`, nullable: true },
  state: { column: Prisma.sql`s.state`, cast: Prisma.sql`::"SessionState"`, nullable: false },
} as const satisfies Record<SessionSort, unknown>;

/**
 * One page of a campaign's sessions of one audience, excluded ones among them with their reason, in the order
 * asked for, ties by id. By keyset: in the order of `startedAt`, which has an index, the last page of 100,000
 * costs no more than the first. Seconds are counted for the page's rows only.
 */
export async function listSessions(db: Database, query: SessionPageQuery): Promise<StoredSession[]> {
  const { column, nullable } = SORTS[query.sort];
  const direction = query.direction === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  // Only where there are nulls: an index read backwards would give them first, and so could not be used.
  const order = nullable ? Prisma.sql`${direction} NULLS LAST` : direction;
  // The page's keys first, on their own: then the index gives them in order, and a sort without one is narrow.
  const rows = await db.$queryRaw`
    SELECT s.id, s."publicId"::text AS "publicId", s.simulated, s.state::text AS state, s."startedAt",
      s."finishedAt", c."engineVersion", coalesce(cardinality(s.baseline), 0) > 0 AS "hasBaseline",
      s."baselineRefusal", s."excludedAt", s."excludedReason", s."endReason", s.grade::int AS grade, s."gradeReasons", counted.*
    FROM (
      SELECT s.id
      FROM "Session" s
      WHERE s."campaignId" = ${query.campaignId}::int AND s.simulated = ${query.simulated}::boolean
        AND ${behind(query)}
      ORDER BY ${column} ${order}, s.id ${direction}
      LIMIT ${query.limit}::int
    ) page
    JOIN "Session" s ON s.id = page.id
    JOIN "SegmentCell" c ON c.id = s."cellId"
    CROSS JOIN LATERAL (
      SELECT count(b."sessionId")::int + coalesce(max(p.seconds), 0) AS seconds,
        (count(*) FILTER (
          WHERE get_byte(b."values", ${VIEWER_SECOND_LOSS_OFFSET}::int) = ${NO_LOSS}::int
        ))::int + coalesce(max(p."validSeconds"), 0) AS "validSeconds"
      FROM (SELECT page.id) one
      LEFT JOIN "PackedSession" p ON p."sessionId" = one.id
      LEFT JOIN "SampleBatch" b ON b."sessionId" = one.id AND b.segment > 0
    ) counted
    ORDER BY ${column} ${order}, s.id ${direction}`;
  return rowsSchema.parse(rows);
}

function behind({ sort, direction, after }: SessionPageQuery): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  const { column, cast, nullable } = SORTS[sort];
  const beyond = direction === "asc" ? Prisma.sql`>` : Prisma.sql`<`;
  if (after.key === null) return Prisma.sql`${column} IS NULL AND s.id ${beyond} ${after.id}::int`;
  const behindKey = Prisma.sql`(${column}, s.id) ${beyond} (${after.key}::text${cast}, ${after.id}::int)`;
  return nullable ? Prisma.sql`(${behindKey} OR ${column} IS NULL)` : behindKey;
}
