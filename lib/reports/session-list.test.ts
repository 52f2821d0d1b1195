import { expect, it } from "vitest";
import { MEMORY_STORAGE, sessionMeasuresSchema } from "#lib/protocol/quality.ts";
import {
  SESSION_SORTS,
  type SessionListItem,
  type SessionListQuery,
  sessionListQuerySchema,
  sessionListSchema,
} from "#lib/protocol/session-list.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import type { Database } from "#lib/storage/database.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { batchOf, createFieldwork, createSession, happySecond } from "#lib/testing/fieldwork.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { sessionList } from "./session-list.ts";

const STATES = ["open", "finished", "withdrawn"] as const;
const USER_AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; SM-X910) Chrome/140.0 Safari/537.36",
  "Reactline synthetic viewer, seed x",
];
const REGIONS = ["south", "north", "west"];
const START = Date.parse("2027-03-01T09:00:00.000Z");

const measuresSchema = sessionMeasuresSchema.pick({ validSeconds: true });

function query(changes: Partial<SessionListQuery> = {}): SessionListQuery {
  return { ...sessionListQuerySchema.parse({}), ...changes };
}

/** Eleven sessions with ties in every sort key and with unfinished ones among them. */
async function elevenSessions(db: Database) {
  const fieldwork = await createFieldwork(db, { sessions: 11 });
  const cells: number[] = [];
  for (const region of REGIONS) {
    const variables = { region };
    const cell = await db.segmentCell.create({
      data: {
        campaignId: fieldwork.campaignId,
        simulated: false,
        engineVersion: "human-3.3.6/emotion",
        variables,
        variablesKey: JSON.stringify(variables),
      },
    });
    cells.push(cell.id);
  }
  for (const [i, id] of fieldwork.sessionIds.entries()) {
    await db.session.update({
      where: { id },
      data: {
        startedAt: new Date(START + 1_000 * (i % 4)),
        finishedAt: i % 3 === 0 ? null : new Date(START + 60_000 * (i % 5)),
        state: STATES[i % 3]!,
        grade: i % 3 === 1 ? 1 + (i % 6) : null,
        cellId: cells[i % 3]!,
        // Thirds have no end: a page must go on exactly where one ended.
        ...(i % 3 === 1 && { measures: { seconds: 9, validSeconds: 9 - (i % 4) } }),
        device: { userAgent: USER_AGENTS[i % 4]! },
      },
    });
  }
  return fieldwork;
}

async function allPages(db: Database, campaignId: number, asked: SessionListQuery) {
  const items: SessionListItem[] = [];
  let cursor: string | null | undefined;
  let pages = 0;
  while (cursor !== null) {
    const page = await sessionList(db, campaignId, cursor === undefined ? asked : { ...asked, cursor });
    expect(page.sessions.length).toBeLessThanOrEqual(asked.limit);
    items.push(...page.sessions);
    cursor = page.nextCursor;
    pages++;
  }
  return { items, pages };
}

describeOnEachDatabase("sessionList", (open) => {
  it("gives every session once, page by page, in each order, missing keys last", async () => {
    const fieldwork = await elevenSessions(open());
    const stored = await open().session.findMany({ where: { campaignId: fieldwork.campaignId } });
    const measuresOf = new Map(stored.map(({ publicId, measures }) => [publicId, measures]));
    for (const sort of SESSION_SORTS) {
      for (const direction of ["asc", "desc"] as const) {
        const { items, pages } = await allPages(
          open(),
          fieldwork.campaignId,
          query({ sort, direction, limit: 4 }),
        );
        expect(pages).toBe(3);
        expect(new Set(items.map(({ publicId }) => publicId)).size).toBe(11);
        const rank = (item: SessionListItem) => {
          if (sort === "grade") return item.grade === null ? null : String(item.grade);
          if (sort === "segment") return item.variables.region ?? "";
          if (sort === "validShare") {
            const measures = measuresOf.get(item.publicId);
            return measures === null ? null : String(measuresSchema.parse(measures).validSeconds);
          }
          return sort === "state" ? String(STATES.indexOf(item.state)) : item[sort];
        };
        const present = items.map(rank).filter((key) => key !== null);
        const sorted = present.toSorted((a, b) => (direction === "asc" ? 1 : -1) * a.localeCompare(b));
        expect(items.map(rank)).toEqual([...sorted, ...Array(11 - present.length).fill(null)]);
      }
    }
  });

  it("goes back page by page over the same sessions", async () => {
    const fieldwork = await elevenSessions(open());
    for (const sort of SESSION_SORTS) {
      for (const direction of ["asc", "desc"] as const) {
        const asked = query({ sort, direction, limit: 4 });
        const read = (cursor: string | null) =>
          sessionList(open(), fieldwork.campaignId, { ...asked, cursor: cursor ?? undefined });
        const first = await read(null);
        const second = await read(first.nextCursor);
        const third = await read(second.nextCursor);
        expect([first.total, second.total, third.total]).toEqual([11, 11, 11]);
        expect(first.previousCursor).toBeNull();
        expect(third.nextCursor).toBeNull();
        const back = await read(third.previousCursor);
        expect(back.sessions).toEqual(second.sessions);
        expect((await read(back.previousCursor)).sessions).toEqual(first.sessions);
        expect((await read(back.nextCursor)).sessions).toEqual(third.sessions);
        expect((await read(second.previousCursor)).previousCursor).toBeNull();
      }
    }
  });

  it("lets through what the filters say, and counts it", async () => {
    const fieldwork = await elevenSessions(open());
    const { campaignId, sessionIds } = fieldwork;
    const cell = await open().segmentCell.create({
      data: {
        campaignId,
        simulated: false,
        engineVersion: "human-3.3.6/emotion",
        variables: { age: "25-34" },
        variablesKey: '{"age":"25-34"}',
      },
    });
    const [one, two] = sessionIds as [number, number];
    await open().session.update({ where: { id: one }, data: { cellId: cell.id, excludedAt: new Date() } });
    const session = await open().session.findUniqueOrThrow({ where: { id: two } });
    const totals = async (changes: Partial<SessionListQuery>) => {
      const list = await sessionList(open(), campaignId, query(changes));
      expect(list.sessions).toHaveLength(list.total);
      return list.total;
    };
    expect(await totals({ state: "finished" })).toBe(4);
    expect(await totals({ counted: "excluded" })).toBe(1);
    expect(await totals({ counted: "counted" })).toBe(7);
    expect(await totals({ variable: { key: "age", value: "25-34" } })).toBe(1);
    expect(await totals({ variable: { key: "age", value: "35-44" } })).toBe(0);
    // Of eleven sessions, every fourth by a telephone, every third graded: numbers 1, 4, 7 and 10.
    expect(await totals({ device: "computer" })).toBe(3);
    expect(await totals({ device: "phone" })).toBe(3);
    expect(await totals({ device: "tablet" })).toBe(3);
    expect(await totals({ grade: "2" })).toBe(2);
    expect(await totals({ grade: "5" })).toBe(2);
    expect(await totals({ grade: "6" })).toBe(0);
    expect(await totals({ grade: "none" })).toBe(7);
    expect(await totals({ grade: "2", device: "phone" })).toBe(1);
    await open().session.updateMany({ where: { id: { in: [one, two] } }, data: { baseline: [] } });
    expect(await totals({ baseline: "without" })).toBe(2);
    expect(await totals({ baseline: "with" })).toBe(9);
    expect(await totals({ respondent: session.publicId.slice(0, 13) })).toBe(1);
    expect(await totals({ respondent: "%" as string })).toBe(0);
  });

  it("does not repeat or skip a session when others arrive between two pages", async () => {
    const fieldwork = await elevenSessions(open());
    const asked = query({ limit: 6 });
    const eleven = (await allPages(open(), fieldwork.campaignId, query())).items;
    const first = await sessionList(open(), fieldwork.campaignId, asked);
    const arrived = await createSession(open(), fieldwork);
    await open().session.update({ where: { id: arrived }, data: { startedAt: new Date(2 * START) } });
    const cursor = first.nextCursor ?? "";
    const second = await sessionList(open(), fieldwork.campaignId, { ...asked, cursor });
    expect([...first.sessions, ...second.sessions]).toEqual(eleven);
  });

  it("counts the seconds received and the valid ones, and gives the reason of an exclusion", async () => {
    const fieldwork = await createFieldwork(open(), { sessions: 1, calibrated: false });
    const [sessionId] = fieldwork.sessionIds as [number];
    await open().session.update({
      where: { id: sessionId },
      data: { excludedAt: new Date(START), excludedReason: "tooDark", baselineRefusal: "tooFewSamples" },
    });
    const lost = { ...happySecond(0), loss: "tooDark", raw: null, corrected: null } as const;
    const calibration = { ...batchOf(fieldwork, sessionId, 0, happySecond(0)), segment: 0, videoId: 0 };
    await appendBatches(open(), await registerWriter(open()), 1n, [
      { ...calibration, values: new Uint8Array() },
      batchOf(fieldwork, sessionId, 0, happySecond(0)),
      batchOf(fieldwork, sessionId, 1, happySecond(0)),
      batchOf(fieldwork, sessionId, 2, { ...lost, valence: null, expressiveness: null, interest: null }),
    ]);
    const list = await sessionList(open(), fieldwork.campaignId, query());
    expect(sessionListSchema.parse(list)).toEqual(list);
    expect(list.nextCursor).toBeNull();
    expect(list.sessions).toMatchObject([
      {
        seconds: 3,
        validSeconds: 2,
        losses: { tooDark: 1 },
        hasBaseline: false,
        baselineRefusal: "tooFewSamples",
        excludedAt: "2027-03-01T09:00:00.000Z",
        excludedReason: "tooDark",
      },
    ]);
    const simulated = await sessionList(open(), fieldwork.campaignId, query({ audience: "simulated" }));
    expect(simulated).toEqual({ sessions: [], total: 0, nextCursor: null, previousCursor: null });
  });

  it("refuses a cursor that is garbage or belongs to another order", async () => {
    const fieldwork = await elevenSessions(open());
    const { nextCursor } = await sessionList(open(), fieldwork.campaignId, query({ limit: 2 }));
    const forged = Buffer.from(
      JSON.stringify(["startedAt", "desc", "behind", "2027-99-99T00:00:00Z", 1]),
    ).toString("base64url");
    const attempts = [
      query({ cursor: "garbage" }),
      query({ cursor: forged }),
      query({ cursor: nextCursor ?? "", direction: "asc" }),
      query({ cursor: nextCursor ?? "", sort: "state" }),
    ];
    expect(nextCursor).not.toBeNull();
    for (const attempt of attempts) {
      await expect(sessionList(open(), fieldwork.campaignId, attempt)).rejects.toMatchObject({
        code: "bad-request",
      });
    }
  });

  it("tells of storage in memory before there is a grade, and afterwards what took points", async () => {
    const { campaignId, sessionIds } = await createFieldwork(open());
    const where = { id: sessionIds[0]! };
    const reasons = async () =>
      (await sessionList(open(), campaignId, query())).sessions.map(({ gradeReasons }) => gradeReasons);
    expect(await reasons()).toEqual([[]]);
    await open().session.update({ where, data: { device: { storage: "memory" } } });
    expect(await reasons()).toEqual([[MEMORY_STORAGE]]);
    const light = { reason: "light", points: 1, value: 0.15 } as const;
    await open().session.update({ where, data: { grade: 5, gradeReasons: [light] } });
    expect(await reasons()).toEqual([[light]]);
  });
});
