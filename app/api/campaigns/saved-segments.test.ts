import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ROLES } from "#lib/protocol/people.ts";
import { type SavedSegment, savedSegmentSchema, segmentListSchema } from "#lib/protocol/segment.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { createFieldwork } from "#lib/testing/fieldwork.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { createStudioUser } from "#lib/testing/people.ts";
import { all, ask, statuses } from "#lib/testing/route-calls.ts";
import { POST as restore } from "./[id]/segments/[segmentId]/restore/route.ts";
import { PATCH as change, DELETE as remove } from "./[id]/segments/[segmentId]/route.ts";
import { POST as add, GET as list } from "./[id]/segments/route.ts";

const signedIn = vi.hoisted(() => ({ user: null as unknown }));
vi.mock("#lib/auth/studio-user.ts", () => ({ currentUser: async () => signedIn.user }));

let opened: OpenDatabase;
let own: { organisationId: number; campaignId: number };

beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  own = await createFieldwork(opened.db);
});
afterAll(() => opened.close());

const at = (segmentId = 0) => ({
  params: Promise.resolve({ id: String(own.campaignId), segmentId: String(segmentId) }),
});
const YOUNG = { name: "Young", expression: { variable: "age", in: ["18-24"] } };

async function saved(): Promise<SavedSegment> {
  signedIn.user = await createStudioUser(opened.db, { role: "editor", organisationId: own.organisationId });
  return savedSegmentSchema.parse(await (await add(ask(YOUNG), at())).json());
}

const names = async () =>
  segmentListSchema
    .parse(await (await list(new Request("http://localhost/x"), at())).json())
    .segments.map(({ id }) => id);

function deeds(id: number, headers: Record<string, string> = {}) {
  return {
    add: () => add(ask(YOUNG, headers), at()),
    change: () => change(ask({ name: "Younger" }, headers), at(id)),
    remove: () => remove(ask(undefined, headers), at(id)),
    restore: () => restore(ask(undefined, headers), at(id)),
  };
}

describe("saved segments", () => {
  it.each(ROLES)("are read by a %s; owners and editors change them", async (role) => {
    const { id } = await saved();
    signedIn.user = await createStudioUser(opened.db, { role, organisationId: own.organisationId });
    expect(await names()).toContain(id);
    const manages = role === "owner" || role === "editor";
    expect(await statuses(deeds(id))).toEqual(
      manages ? { add: 201, change: 200, remove: 204, restore: 204 } : all(deeds(id), 403),
    );
  });

  it("come back as they were after an undo", async () => {
    const segment = await saved();
    await remove(ask(), at(segment.id));
    expect(await names()).not.toContain(segment.id);
    await restore(ask(), at(segment.id));
    const { segments } = segmentListSchema.parse(
      await (await list(new Request("http://localhost/x"), at())).json(),
    );
    expect(segments.find(({ id }) => id === segment.id)).toEqual(segment);
  });

  it("do not exist for a stranger, another organisation or another site's page", async () => {
    const { id } = await saved();
    const foreign = deeds(id, { "sec-fetch-site": "cross-site" });
    expect(await statuses(foreign)).toEqual(all(foreign, 403));
    signedIn.user = await createStudioUser(opened.db, { role: "owner" });
    expect(await statuses(deeds(id))).toEqual(all(deeds(id), 404));
    signedIn.user = null;
    expect(await statuses(deeds(id))).toEqual(all(deeds(id), 401));
  });

  it("are refused when they hold nobody that can be said", async () => {
    await saved();
    for (const expression of [{}, { all: [] }, { variable: "Age", in: ["x"] }, { grade: [7] }]) {
      expect((await add(ask({ name: "x", expression }), at())).status, JSON.stringify(expression)).toBe(400);
    }
  });
});
