import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { onAudienceChanged } from "#lib/auth/changed-audiences.ts";
import { sessionKeySha256 } from "#lib/storage/create-session.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { readSessionEvents } from "#lib/storage/session-events.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { ask, at } from "#lib/testing/route-calls.ts";
import { POST as noteEvents } from "./[slug]/events/route.ts";

const browser = vi.hoisted(() => ({ key: null as string | null }));
vi.mock("#lib/http/session-cookie.ts", () => ({ sessionCookie: async () => browser.key }));
vi.mock("#lib/http/rate-limit.ts", () => ({ limitByAddress: async () => undefined }));

const EVENT = { kind: "cameraLost", atMs: 1_000, how: "ended" };
const KEY = "a viewer's key";
let opened: OpenDatabase;
let slug: string;
let foreignSlug: string;
let sessionId: number;

beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  const own = await createFieldwork(opened.db);
  const foreign = await createFieldwork(opened.db);
  sessionId = own.sessionIds[0]!;
  await opened.db.session.update({ where: { id: sessionId }, data: { keySha256: sessionKeySha256(KEY) } });
  ({ slug } = await opened.db.campaign.findUniqueOrThrow({ where: { id: own.campaignId } }));
  ({ slug: foreignSlug } = await opened.db.campaign.findUniqueOrThrow({ where: { id: foreign.campaignId } }));
});
afterAll(() => opened.close());
beforeEach(() => {
  browser.key = KEY;
});

const note = (to: string, events: unknown, headers?: Record<string, string>) =>
  noteEvents(ask({ events }, headers), at("slug", to));
const stored = () => readSessionEvents(opened.db, sessionId);

it("keeps what happened in the session of the browser's cookie, and only there", async () => {
  expect((await note(slug, [EVENT])).status).toBe(204);
  expect(await stored()).toEqual([EVENT]);
  expect((await note(foreignSlug, [EVENT])).status).toBe(401);
  browser.key = "another key";
  expect((await note(slug, [{ ...EVENT, atMs: 2_000 }])).status).toBe(401);
  browser.key = null;
  expect((await note(slug, [{ ...EVENT, atMs: 2_000 }])).status).toBe(401);
  expect(await stored()).toEqual([EVENT]);
});

it("has pages that show the campaign follow when a viewer leaves and when they are back", async () => {
  const told: number[] = [];
  const stop = onAudienceChanged((id) => told.push(id));
  const { id } = await opened.db.campaign.findUniqueOrThrow({ where: { slug } });
  await note(slug, [{ ...EVENT, atMs: 3_000 }]);
  expect(told).toEqual([]);
  await note(slug, [{ kind: "ended", atMs: 4_000, why: "left" }]);
  await note(slug, [{ kind: "returned", atMs: 5_000 }]);
  expect(told).toEqual([id, id]);
  stop();
});

it("refuses what it does not know, and other sites", async () => {
  expect((await note(slug, [])).status).toBe(400);
  expect((await note(slug, [{ ...EVENT, kind: "face", picture: "data:image" }])).status).toBe(400);
  expect(
    (
      await note(
        slug,
        Array.from({ length: 26 }, (_, atMs) => ({ ...EVENT, atMs })),
      )
    ).status,
  ).toBe(400);
  expect((await note(slug, [EVENT], { "sec-fetch-site": "cross-site" })).status).toBe(403);
});

it("says so when the session is closed", async () => {
  await opened.db.session.update({ where: { id: sessionId }, data: { state: "finished" } });
  expect((await note(slug, [EVENT])).status).toBe(409);
});
