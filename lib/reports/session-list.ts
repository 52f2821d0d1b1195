import { z } from "zod";
import { AppError } from "#lib/protocol/app-error.ts";
import { DEVICE_KINDS } from "#lib/protocol/segment.ts";
import {
  SESSION_STATES,
  type SecondsReceived,
  type SessionList,
  type SessionListItem,
  type SessionListQuery,
} from "#lib/protocol/session-list.ts";
import type { Database } from "#lib/storage/database.ts";
import {
  countSessions,
  listSessions,
  type SessionPosition,
  type StoredSession,
} from "#lib/storage/list-sessions.ts";
import { NOTHING_RECEIVED, readSessionSeconds } from "#lib/storage/session-losses.ts";

/** One page of the sessions of a campaign. Throws AppError "bad-request" on a cursor of another order. */
export async function sessionList(
  db: Database,
  campaignId: number,
  query: SessionListQuery,
): Promise<SessionList> {
  const { cursor, sort, direction, limit, ...filters } = query;
  const from = cursor === undefined ? null : readCursor(cursor, query);
  // One more than asked for tells whether the list goes on in that direction.
  const page = { campaignId, filters, sort, direction, from, limit: limit + 1 };
  const [found, total] = await Promise.all([listSessions(db, page), countSessions(db, campaignId, filters)]);
  const goesOn = found.length > limit;
  const isBack = from?.side === "before";
  const shown = isBack ? found.slice(-limit) : found.slice(0, limit);
  const [first, last] = [shown[0], shown.at(-1)];
  const seconds = await readSessionSeconds(
    db,
    shown.map(({ id }) => id),
  );
  return {
    sessions: shown.map((session) => toItem(session, seconds.get(session.id) ?? NOTHING_RECEIVED)),
    total,
    nextCursor: last && (isBack || goesOn) ? writeCursor(last, "behind", query) : null,
    previousCursor: first && (isBack ? goesOn : from !== null) ? writeCursor(first, "before", query) : null,
  };
}

function toItem(session: StoredSession, seconds: SecondsReceived): SessionListItem {
  const {
    id: _,
    validShare: _share,
    segment: _cell,
    startedAt,
    finishedAt,
    excludedAt,
    consentVersion,
    consentedAt,
    withdrawnAt,
    ...item
  } = session;
  return {
    ...item,
    ...seconds,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    excludedAt: excludedAt?.toISOString() ?? null,
    consent:
      consentVersion === null || consentedAt === null
        ? null
        : {
            version: consentVersion,
            decidedAt: consentedAt.toISOString(),
            withdrawn: withdrawnAt !== null,
          },
  };
}

/** Order of the list, side of the row that is asked for, sort key of the row, and its id. */
const id = z.int().min(0).max(2_147_483_647);
const direction = z.enum(["asc", "desc"]);
const side = z.enum(["behind", "before"]);
const cursorSchema = z.union([
  z.tuple([z.literal("startedAt"), direction, side, z.iso.datetime(), id]),
  z.tuple([z.literal("finishedAt"), direction, side, z.iso.datetime().nullable(), id]),
  z.tuple([z.literal("grade"), direction, side, z.string().regex(/^\d$/).nullable(), id]),
  z.tuple([z.literal("device"), direction, side, z.enum(DEVICE_KINDS).nullable(), id]),
  z.tuple([z.literal("segment"), direction, side, z.string().regex(/^\d{1,9}$/), id]),
  z.tuple([
    z.literal("validShare"),
    direction,
    side,
    z
      .string()
      .regex(/^[\d.e-]{1,25}$/)
      .nullable(),
    id,
  ]),
  z.tuple([z.literal("state"), direction, side, z.enum(SESSION_STATES), id]),
]);

function writeCursor(
  row: StoredSession,
  asked: SessionPosition["side"],
  { sort, direction }: SessionListQuery,
): string {
  const key = row[sort];
  const text = key instanceof Date ? key.toISOString() : typeof key === "number" ? String(key) : key;
  const parts = [sort, direction, asked, text, row.id];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function readCursor(cursor: string, query: SessionListQuery): SessionPosition {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success) throw badCursor();
  const [sort, direction, asked, key, id] = parsed.data;
  if (sort !== query.sort || direction !== query.direction) throw badCursor();
  return { key, id, side: asked };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badCursor();
  }
}

function badCursor(): AppError {
  return new AppError("bad-request", "The cursor does not belong to this list and order.");
}
