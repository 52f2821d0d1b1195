import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addPacked } from "#lib/analytics/combine-packed.ts";
import { onAudienceChanged } from "#lib/auth/changed-audiences.ts";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { ROLES, type Role } from "#lib/protocol/people.ts";
import { respondentSchema } from "#lib/protocol/respondent.ts";
import { sessionListSchema } from "#lib/protocol/session-list.ts";
import { type Timeline, timelineSchema } from "#lib/protocol/timeline.ts";
import { appendBatches } from "#lib/storage/append-batches.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { foldVideo } from "#lib/storage/fold-video.ts";
import { registerWriter } from "#lib/storage/register-writer.ts";
import { batchOf, createFieldwork, type Fieldwork, happySecond } from "#lib/testing/fieldwork.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { createStudioUser } from "#lib/testing/people.ts";
import { all, ask, statuses } from "#lib/testing/route-calls.ts";
import { POST as exclude, DELETE as include } from "./[id]/sessions/[publicId]/exclusion/route.ts";
import { GET as respondent } from "./[id]/sessions/[publicId]/route.ts";
import { GET as sessions } from "./[id]/sessions/route.ts";
import { GET as timeline } from "./[id]/timeline/route.ts";

const signedIn = vi.hoisted(() => ({ user: null as unknown }));
vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: async () => signedIn.user }));

let opened: OpenDatabase;
let own: Fieldwork;
let publicIds: string[];

const VIEWERS = 6;
const SECONDS = 3;

beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  own = await createFieldwork(opened.db, { sessions: VIEWERS, durationMs: SECONDS * 1_000 });
  const writer = await registerWriter(opened.db);
  const rows = own.sessionIds.flatMap((id, viewer) =>
    Array.from({ length: SECONDS }, (_, second) =>
      batchOf(own, id, second, happySecond(3_000 + 500 * viewer)),
    ),
  );
  await appendBatches(opened.db, writer, 1n, rows.slice(0, -2));
  await foldVideo(opened.db, own.videoId, addPacked);
  // The last two seconds stay in the tail, which no fold has read.
  await appendBatches(opened.db, writer, BigInt(rows.length - 1), rows.slice(-2));
  const stored = await opened.db.session.findMany({
    where: { campaignId: own.campaignId },
    orderBy: { id: "asc" },
  });
  publicIds = stored.map(({ publicId }) => publicId);
});
afterAll(() => opened.close());

const context = (publicId: string, id = own.campaignId) => ({
  params: Promise.resolve({ id: String(id), publicId }),
});

async function person(role: Role): Promise<StudioUser> {
  return createStudioUser(opened.db, { role, organisationId: own.organisationId });
}

async function shown(): Promise<Timeline> {
  const request = new Request("http://localhost/api/x?audience=real&basis=raw");
  return timelineSchema.parse(await (await timeline(request, context(""))).json());
}

/** Mean happy of the first second, by hand: the viewers' raw values in 1/10,000. */
function meanHappy(viewers: readonly number[]): number {
  return viewers.reduce((sum, viewer) => sum + 3_000 + 500 * viewer, 0) / viewers.length / 10_000;
}
const HAPPY = 3;

describe("excluding a respondent", () => {
  it("takes them out of the sums exactly, keeps the reason, and the undo brings all back", async () => {
    const owner = await person("owner");
    signedIn.user = owner;
    const told: number[] = [];
    const stop = onAudienceChanged((campaignId) => told.push(campaignId));
    const before = await shown();
    expect(before.seconds[0]?.mean?.[HAPPY]?.value).toBeCloseTo(meanHappy([0, 1, 2, 3, 4, 5]), 9);

    expect((await exclude(ask({ reason: "Watched with a friend" }), context(publicIds[5]!))).status).toBe(
      204,
    );
    const without = await shown();
    expect(without).toMatchObject({ sessions: 5, excluded: 1 });
    for (const second of without.seconds) {
      expect(second.n).toBe(5);
      expect(second.mean?.[HAPPY]?.value).toBeCloseTo(meanHappy([0, 1, 2, 3, 4]), 9);
    }
    const list = await sessions(new Request("http://localhost/api/x?counted=excluded"), context(""));
    expect(sessionListSchema.parse(await list.json()).sessions).toMatchObject([
      { publicId: publicIds[5], excludedReason: "Watched with a friend", excludedBy: owner.name },
    ]);

    const again = await exclude(ask({ reason: "Twice" }), context(publicIds[5]!));
    expect((await again.json()).error.code).toBe("wrong-state");
    expect((await include(ask(), context(publicIds[5]!))).status).toBe(204);
    expect(await shown()).toEqual(before);
    // What was refused changed nothing.
    expect(told).toEqual([own.campaignId, own.campaignId]);
    stop();
  });

  it("keeps who decided what, when and why, and shows it in order with the respondent", async () => {
    const [owner, editor] = [await person("owner"), await person("editor")];
    const publicId = publicIds[1]!;
    const history = async () => {
      const answer = await respondent(new Request("http://localhost/api/x"), context(publicId));
      return respondentSchema.parse(await answer.json()).exclusions;
    };
    signedIn.user = owner;
    expect(await history()).toEqual([]);
    expect((await exclude(ask({ reason: "Two faces" }), context(publicId))).status).toBe(204);
    signedIn.user = { ...editor, name: "Grace" };
    expect((await include(ask({ reason: " The poster on the wall " }), context(publicId))).status).toBe(204);
    expect((await exclude(ask({ reason: "No, a child" }), context(publicId))).status).toBe(204);
    const stored = await opened.db.session.findUniqueOrThrow({ where: { publicId } });
    expect((await include(ask(), context(publicId))).status).toBe(204);
    const decisions = await history();
    expect(decisions).toMatchObject([
      { excluded: true, reason: "Two faces", decidedBy: owner.name },
      { excluded: false, reason: "The poster on the wall", decidedBy: "Grace" },
      { excluded: true, reason: "No, a child", decidedBy: "Grace" },
      { excluded: false, reason: null, decidedBy: "Grace" },
    ]);
    expect(decisions[2]?.decidedAt).toBe(stored.excludedAt?.toISOString());
    const times = decisions.map(({ decidedAt }) => decidedAt);
    expect(times).toEqual(times.toSorted());
  });

  it("counts nobody again for a reason that is none, and keeps nothing of what was refused", async () => {
    signedIn.user = await person("owner");
    const publicId = publicIds[2]!;
    const { id: sessionId } = await opened.db.session.findUniqueOrThrow({ where: { publicId } });
    expect((await include(ask({ reason: "Was never out" }), context(publicId))).status).toBe(409);
    expect((await exclude(ask({ reason: "Slept" }), context(publicId))).status).toBe(204);
    for (const body of [{ reason: "no" }, { reason: "x".repeat(201) }, {}, { reason: null }]) {
      expect((await include(ask(body), context(publicId))).status).toBe(400);
    }
    const foreign = ask({ reason: "From elsewhere" }, { "sec-fetch-site": "cross-site" });
    expect((await include(foreign, context(publicId))).status).toBe(403);
    expect(await opened.db.exclusionDecision.count({ where: { sessionId } })).toBe(1);
    expect((await include(ask({ reason: "x".repeat(200) }), context(publicId))).status).toBe(204);
    expect(await opened.db.exclusionDecision.count({ where: { sessionId } })).toBe(2);
  });

  it.each(ROLES)("is for owners and editors: %s", async (role) => {
    signedIn.user = await person(role);
    const deeds = {
      exclude: () => exclude(ask({ reason: "A reason" }), context(publicIds[0]!)),
      include: () => include(ask(), context(publicIds[0]!)),
    };
    expect(await statuses(deeds)).toEqual(all(deeds, role === "owner" || role === "editor" ? 204 : 403));
  });

  it("needs a reason, a respondent of the campaign and our own page", async () => {
    signedIn.user = await person("owner");
    expect((await exclude(ask({ reason: " x" }), context(publicIds[0]!))).status).toBe(400);
    expect((await exclude(ask({ reason: "Nobody" }), context(randomUUID()))).status).toBe(404);
    expect((await exclude(ask({ reason: "Nobody" }), context("1"))).status).toBe(404);
    const foreign = ask(undefined, { "sec-fetch-site": "cross-site" });
    expect((await include(foreign, context(publicIds[0]!))).status).toBe(403);
    signedIn.user = await createStudioUser(opened.db, { role: "owner" });
    expect((await exclude(ask({ reason: "Theirs" }), context(publicIds[0]!))).status).toBe(404);
    signedIn.user = null;
    expect((await exclude(ask({ reason: "A stranger" }), context(publicIds[0]!))).status).toBe(401);
  });
});
