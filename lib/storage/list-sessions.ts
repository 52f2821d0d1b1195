import { z } from "zod";
import { gradeReasonsSchema, MEMORY_STORAGE } from "#lib/protocol/quality.ts";
import { DEVICE_KINDS } from "#lib/protocol/segment.ts";
import { SESSION_STATES, type SessionFilters, type SessionSort } from "#lib/protocol/session-list.ts";
import {
  LOSS_REASONS,
  type LossReason,
  lossBit,
  VIEWER_SECOND_LOSS_OFFSET,
} from "#lib/protocol/viewer-second.ts";
import type { Database } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { wasShown } from "./read-track-pages.ts";
import { DEVICE_KIND } from "./segment-condition.ts";

/** Where a page ended: the sort key of that row (ISO 8601 time, state, cell, share, grade, device, or null) and its id. */
export interface SessionPosition {
  key: string | null;
  id: number;
  /** Which side of it is asked for: the rows behind it, or those before. */
  side: "behind" | "before";
}

export interface SessionPageQuery {
  campaignId: number;
  filters: SessionFilters;
  sort: SessionSort;
  direction: "asc" | "desc";
  limit: number;
  /** Null for the first page. */
  from: SessionPosition | null;
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
    videoIds: z.array(z.number().int()),
    variables: z.record(z.string(), z.string()),
    userAgent: z.string().nullable(),
    device: z.enum(DEVICE_KINDS).nullable(),
    consentVersion: z.string().nullable(),
    consentedAt: z.date().nullable(),
    withdrawnAt: z.date().nullable(),
    hasBaseline: z.boolean(),
    baselineRefusal: z.string().nullable(),
    excludedAt: z.date().nullable(),
    excludedReason: z.string().nullable(),
    excludedBy: z.string().nullable(),
    endReason: z.string().nullable(),
    grade: z.number().int().nullable(),
    gradeReasons: gradeReasonsSchema,
    /** Of the seconds received, as the grade counted them; null without a grade or a second. */
    validShare: z.number().nullable(),
    /** Its cell, which has its segment variables. */
    segment: z.number().int(),
  }),
);
export type StoredSession = z.infer<typeof rowsSchema>[number];

const HAS_BASELINE = Prisma.sql`(coalesce(cardinality(s.baseline), 0) > 0)`;
const VALID_SHARE = Prisma.sql`(
  (s.measures->>'validSeconds')::float8 / nullif((s.measures->>'seconds')::float8, 0))`;

interface Sort {
  column: Prisma.Sql;
  /** Turns a cursor's text back into the key. */
  keyOf: (text: string) => Prisma.Sql;
  /** A missing key sorts last in both directions. */
  nullable: boolean;
  /** What the column needs beside the sessions. */
  join?: Prisma.Sql;
  /** Reckoned anew wherever it is named: a page reckons it once a row, before it compares. */
  computed?: true;
}

const castTo = (type: Prisma.Sql) => (text: string) => Prisma.sql`${text}::text::${type}`;
const SORTS: Record<SessionSort, Sort> = {
  startedAt: { column: Prisma.sql`s."startedAt"`, keyOf: castTo(Prisma.sql`timestamptz`), nullable: false },
  finishedAt: { column: Prisma.sql`s."finishedAt"`, keyOf: castTo(Prisma.sql`timestamptz`), nullable: true },
  grade: { column: Prisma.sql`s.grade`, keyOf: castTo(Prisma.sql`smallint`), nullable: true },
  state: { column: Prisma.sql`s.state`, keyOf: castTo(Prisma.sql`"SessionState"`), nullable: false },
  device: { column: DEVICE_KIND, keyOf: castTo(Prisma.sql`text`), nullable: true, computed: true },
  validShare: { column: VALID_SHARE, keyOf: castTo(Prisma.sql`float8`), nullable: true, computed: true },
  segment: {
    column: Prisma.sql`c."variablesKey"`,
    keyOf: (cellId) =>
      Prisma.sql`(SELECT k."variablesKey" FROM "SegmentCell" k WHERE k.id = ${cellId}::text::int)`,
    nullable: false,
    join: Prisma.sql`JOIN "SegmentCell" c ON c.id = s."cellId"`,
  },
};

/**
 * One page of a campaign's sessions that the filters let through, excluded ones among them with their reason, in the
 * order asked for, ties by id; a page "before" a position in that order, too. By keyset: in the order of
 * `startedAt`, which has an index, the last page of 100,000 costs no more than the first.
 */
export async function listSessions(db: Database, query: SessionPageQuery): Promise<StoredSession[]> {
  const { column, nullable } = SORTS[query.sort];
  const { walk, show } = orders(query);
  // Only where there are nulls: an index read backwards would give them first, and so could not be used.
  const walked = nullable ? Prisma.sql`${walk} NULLS ${walk === show ? LAST : FIRST}` : walk;
  const shown = nullable ? Prisma.sql`${show} NULLS LAST` : show;
  // The page's keys first, on their own: then the index gives them in order, and a sort without one is narrow. What a
  // filter is thought to cost must not weigh in the plan for the rest, either.
  const rows = await db.$queryRaw`
    WITH page AS MATERIALIZED (
      SELECT s.id
      FROM ${pageSource(query)}
      ORDER BY ${pageKey(query)} ${walked}, s.id ${walk}
      LIMIT ${query.limit}::int
    )
    SELECT s.id, s."publicId"::text AS "publicId", s.simulated, s.state::text AS state, s."startedAt",
      s."finishedAt", c."engineVersion", c.variables,
      ARRAY(
        SELECT shown."videoId" FROM "SessionStimulus" shown WHERE shown."sessionId" = s.id ORDER BY shown.segment
      ) AS "videoIds",
      s.device->>'userAgent' AS "userAgent",
      ${DEVICE_KIND} AS device,
      t.version AS "consentVersion", r."decidedAt" AS "consentedAt", r."withdrawnAt",
      ${HAS_BASELINE} AS "hasBaseline",
      s."baselineRefusal", s."excludedAt", s."excludedReason", s."excludedBy",
      s."endReason", s.grade::int AS grade,
      CASE WHEN s.grade IS NULL AND s.device->>'storage' = 'memory'
        THEN ${JSON.stringify([MEMORY_STORAGE])}::text::jsonb ELSE s."gradeReasons" END AS "gradeReasons",
      ${VALID_SHARE} AS "validShare", s."cellId" AS segment
    FROM page
    JOIN "Session" s ON s.id = page.id
    JOIN "SegmentCell" c ON c.id = s."cellId"
    LEFT JOIN "ConsentRecord" r ON r."sessionId" = s.id
    LEFT JOIN "ConsentText" t ON t.sha256 = r."textSha256"
    ORDER BY ${column} ${shown}, s.id ${show}`;
  return rowsSchema.parse(rows);
}

/** How many sessions of a campaign the filters let through. */
export async function countSessions(
  db: Database,
  campaignId: number,
  filters: SessionFilters,
): Promise<number> {
  const rows = await db.$queryRaw`
    SELECT count(*)::int AS total FROM "Session" s WHERE ${filtered(campaignId, filters)}`;
  return z.array(z.object({ total: z.number().int() })).parse(rows)[0]?.total ?? 0;
}

const ASC = Prisma.sql`ASC`;
const DESC = Prisma.sql`DESC`;
const FIRST = Prisma.sql`FIRST`;
const LAST = Prisma.sql`LAST`;

/** The order that is shown, and the one in which rows are taken from the position: the other way round before it. */
function orders({ direction, from }: SessionPageQuery): { walk: Prisma.Sql; show: Prisma.Sql } {
  const show = direction === "asc" ? ASC : DESC;
  const back = direction === "asc" ? DESC : ASC;
  return { walk: from?.side === "before" ? back : show, show };
}

function filtered(campaignId: number, filters: SessionFilters): Prisma.Sql {
  const { audience, state, counted, variable, device, grade, baseline, respondent } = filters;
  const { videoId, loss, consent } = filters;
  const conditions = [
    Prisma.sql`s."campaignId" = ${campaignId}::int AND s.simulated = ${audience === "simulated"}::boolean`,
  ];
  if (state !== undefined) conditions.push(Prisma.sql`s.state = ${state}::text::"SessionState"`);
  if (counted === "counted") conditions.push(Prisma.sql`s."excludedAt" IS NULL AND s.state <> 'withdrawn'`);
  if (counted === "excluded") conditions.push(Prisma.sql`s."excludedAt" IS NOT NULL`);
  if (device !== undefined) conditions.push(Prisma.sql`${DEVICE_KIND} = ${device}::text`);
  if (grade === "none") conditions.push(Prisma.sql`s.grade IS NULL`);
  else if (grade !== undefined) conditions.push(Prisma.sql`s.grade = ${Number(grade)}::int`);
  if (baseline !== undefined) conditions.push(Prisma.sql`${HAS_BASELINE} = ${baseline === "with"}::boolean`);
  if (videoId !== undefined) conditions.push(wasShown(videoId));
  if (loss !== undefined) conditions.push(hasLostTo(loss));
  if (consent !== undefined) {
    conditions.push(Prisma.sql`EXISTS (
      SELECT 1 FROM "ConsentRecord" agreed
      WHERE agreed."sessionId" = s.id AND agreed."campaignId" = ${campaignId}::int
        AND agreed."textSha256" = ANY(ARRAY(SELECT sha256 FROM "ConsentText" WHERE version = ${consent}::text)))`);
  }
  if (respondent !== undefined) {
    conditions.push(Prisma.sql`starts_with(s."publicId"::text, ${respondent}::text)`);
  }
  if (variable !== undefined) {
    const { key, value } = variable;
    conditions.push(Prisma.sql`s."cellId" IN (
      SELECT v.id FROM "SegmentCell" v
      WHERE v."campaignId" = ${campaignId}::int AND v.variables->>${key}::text = ${value}::text)`);
  }
  return Prisma.join(conditions, " AND ");
}

/**
 * Having lost a second for a reason, as a condition on a session `s`: by what is kept of a closed one, and by the batches of
 * one that is watching. These one session after another: Postgres would otherwise read everybody's.
 */
function hasLostTo(reason: LossReason): Prisma.Sql {
  return Prisma.sql`((s."lossBits" & ${lossBit(reason)}::int) <> 0 OR (s."closedAt" IS NULL AND (
    SELECT true FROM "SampleBatch" b
    WHERE b."sessionId" = s.id AND b.segment > 0
      AND get_byte(b."values", ${VIEWER_SECOND_LOSS_OFFSET}::int) = ${LOSS_REASONS.indexOf(reason)}::int
    LIMIT 1)))`;
}

/** The sessions that a page is taken from. OFFSET keeps Postgres from putting what is reckoned back into each use of it. */
function pageSource(query: SessionPageQuery): Prisma.Sql {
  const { column, computed, join = Prisma.empty } = SORTS[query.sort];
  const those = Prisma.sql`"Session" s ${join} WHERE ${filtered(query.campaignId, query.filters)}`;
  if (!computed) return Prisma.sql`${those} AND ${beyond(query)}`;
  return Prisma.sql`(SELECT s.id, ${column} AS key FROM ${those} OFFSET 0) s WHERE ${beyond(query)}`;
}

function pageKey({ sort }: Pick<SessionPageQuery, "sort">): Prisma.Sql {
  const { column, computed } = SORTS[sort];
  return computed ? Prisma.sql`s.key` : column;
}

function beyond({ sort, direction, from }: SessionPageQuery): Prisma.Sql {
  if (!from) return Prisma.sql`true`;
  const { keyOf, nullable } = SORTS[sort];
  const column = pageKey({ sort });
  const ahead = from.side === "behind";
  const sign = (direction === "asc") === ahead ? Prisma.sql`>` : Prisma.sql`<`;
  if (from.key === null) {
    const amongMissing = Prisma.sql`(${column} IS NULL AND s.id ${sign} ${from.id}::int)`;
    return ahead ? amongMissing : Prisma.sql`(${amongMissing} OR ${column} IS NOT NULL)`;
  }
  const beyondKey = Prisma.sql`(${column}, s.id) ${sign} (${keyOf(from.key)}, ${from.id}::int)`;
  return nullable && ahead ? Prisma.sql`(${beyondKey} OR ${column} IS NULL)` : beyondKey;
}
