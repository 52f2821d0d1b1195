import { z } from "zod";
import { AppError } from "#lib/protocol/app-error.ts";
import {
  SESSION_STATES,
  type SessionList,
  type SessionListItem,
  type SessionListQuery,
} from "#lib/protocol/session-list.ts";
import type { Database } from "#lib/storage/database.ts";
import { listSessions, type SessionPosition, type StoredSession } from "#lib/storage/list-sessions.ts";

/** One page of the sessions of a campaign. Throws AppError "bad-request" on a cursor of another order. */
export async function sessionList(
  db: Database,
  campaignId: number,
  query: SessionListQuery,
): Promise<SessionList> {
  const { audience, cursor, ...order } = query;
  const found = await listSessions(db, {
    ...order,
    campaignId,
    simulated: audience === "simulated",
    after: cursor === undefined ? null : readCursor(cursor, query),
    // One more than asked for tells whether there is a next page.
    limit: order.limit + 1,
  });
  const page = found.slice(0, order.limit);
  const last = page.at(-1);
  return {
    sessions: page.map(toItem),
    nextCursor: last && found.length > page.length ? writeCursor(last, query) : null,
  };
}

function toItem({ id: _, startedAt, finishedAt, excludedAt, ...item }: StoredSession): SessionListItem {
  return {
    ...item,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    excludedAt: excludedAt?.toISOString() ?? null,
  };
}

/** Order of the list, sort key of its last row, and that row's id. */
const id = z.int().min(0).max(2_147_483_647);
const direction = z.enum(["asc", "desc"]);
const cursorSchema = z.union([
  z.tuple([z.literal("startedAt"), direction, z.iso.datetime(), id]),
  z.tuple([z.literal("finishedAt"), direction, z.iso.datetime().nullable(), id]),
  z.tuple([z.literal("state"), direction, z.enum(SESSION_STATES), id]),
]);

function writeCursor(last: StoredSession, { sort, direction }: SessionListQuery): string {
  const key = last[sort];
  const parts = [sort, direction, key instanceof Date ? key.toISOString() : key, last.id];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function readCursor(cursor: string, query: SessionListQuery): SessionPosition {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success) throw badCursor();
  const [sort, direction, key, id] = parsed.data;
  if (sort !== query.sort || direction !== query.direction) throw badCursor();
  return { key, id };
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
