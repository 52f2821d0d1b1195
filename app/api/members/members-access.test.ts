import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { membersResponse, type Role } from "#lib/protocol/people.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { createStudioUser } from "#lib/testing/people.ts";
import { all, ask, at, statuses } from "#lib/testing/route-calls.ts";
import { POST as resetLink } from "./[id]/reset-link/route.ts";
import { PATCH as changeRole, DELETE as remove } from "./[id]/route.ts";
import { DELETE as withdraw } from "./invitations/[id]/route.ts";
import { POST as invite } from "./invitations/route.ts";
import { GET as members } from "./route.ts";

const signedIn = vi.hoisted(() => ({
  as: null as { user: unknown; sessionId: string } | null,
}));
vi.mock("#lib/auth/studio-user.ts", () => ({
  currentUser: async () => signedIn.as?.user ?? null,
  currentSignIn: async () => signedIn.as,
}));

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
}, 180_000);
afterAll(() => opened.close());
beforeEach(() => {
  signedIn.as = null;
});

const person = (role: Role, organisationId?: number) =>
  createStudioUser(opened.db, { role, ...(organisationId === undefined ? {} : { organisationId }) });

const signIn = (user: StudioUser) => {
  signedIn.as = { user, sessionId: "of no interest here" };
};

/** Every route about members, asked about member `id` and invitation `invitationId`. */
function managing(id: number, invitationId: number, headers: Record<string, string> = {}) {
  return {
    invite: () => invite(ask({ email: `new-${id}@example.org`, role: "viewer" }, headers), undefined),
    withdraw: () => withdraw(ask(undefined, headers), at("id", invitationId)),
    changeRole: () => changeRole(ask({ role: "editor" }, headers), at("id", id)),
    resetLink: () => resetLink(ask(undefined, headers), at("id", id)),
    remove: () => remove(ask(undefined, headers), at("id", id)),
  };
}

/** The id of an open invitation of the owner's organisation. */
async function invitationOf(owner: StudioUser, email: string): Promise<number> {
  signIn(owner);
  expect((await invite(ask({ email, role: "researcher" }), undefined)).status).toBe(201);
  return (await opened.db.invitation.findFirstOrThrow({ where: { email } })).id;
}

describe("who may change the members", () => {
  it("is an owner of theirs; other roles are refused and change nothing", async () => {
    const owner = await person("owner");
    const colleague = await person("viewer", owner.organisationId);
    const id = await invitationOf(owner, "open-1@example.org");
    for (const role of ["editor", "researcher", "viewer"] as const) {
      signIn(await person(role, owner.organisationId));
      const asked = managing(colleague.id, id);
      expect(await statuses(asked), role).toEqual(all(asked, 403));
    }
    expect(await opened.db.user.findUnique({ where: { id: colleague.id } })).toMatchObject({
      role: "viewer",
    });
    expect(await opened.db.passwordReset.count({ where: { userId: colleague.id } })).toBe(0);
    signIn(owner);
    expect(await statuses(managing(colleague.id, id))).toEqual({
      invite: 201,
      withdraw: 204,
      changeRole: 204,
      resetLink: 201,
      remove: 204,
    });
  });

  it("is nobody of another organisation: its people and invitations do not exist", async () => {
    const owner = await person("owner");
    const colleague = await person("viewer", owner.organisationId);
    const id = await invitationOf(owner, "open-2@example.org");
    signIn(await person("owner"));
    const { invite: _own, ...foreign } = managing(colleague.id, id);
    expect(await statuses(foreign)).toEqual(all(foreign, 404));
    const listed = membersResponse.parse(await (await members(ask(), undefined)).json());
    expect(JSON.stringify(listed)).not.toContain(colleague.email);
    expect(listed.invitations).toEqual([]);
    expect(await opened.db.user.findUnique({ where: { id: colleague.id } })).toMatchObject({
      role: "viewer",
    });
    expect(await opened.db.invitation.count({ where: { id } })).toBe(1);
  });

  it("is no stranger, and no other site in an owner's browser", async () => {
    const owner = await person("owner");
    const colleague = await person("viewer", owner.organisationId);
    const id = await invitationOf(owner, "open-3@example.org");
    signedIn.as = null;
    const asked = managing(colleague.id, id);
    expect(await statuses(asked)).toEqual(all(asked, 401));
    expect((await members(ask(), undefined)).status).toBe(401);
    signIn(owner);
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", host: "localhost:3000" },
      { origin: "null", host: "localhost:3000" },
    ]) {
      const forged = managing(colleague.id, id, headers);
      expect(await statuses(forged), JSON.stringify(headers)).toEqual(all(forged, 403));
    }
    const own = { origin: "http://localhost:3000", host: "localhost:3000" };
    expect((await changeRole(ask({ role: "editor" }, own), at("id", colleague.id))).status).toBe(204);
  });

  it("cannot leave the organisation without an owner, nor remove themselves", async () => {
    const owner = await person("owner");
    signIn(owner);
    const demoted = await changeRole(ask({ role: "viewer" }), at("id", owner.id));
    expect(demoted.status).toBe(409);
    expect(await demoted.json()).toMatchObject({ error: { code: "last-owner" } });
    expect((await remove(ask(), at("id", owner.id))).status).toBe(409);
    expect((await changeRole(ask({ role: "god" }), at("id", owner.id))).status).toBe(400);
    expect((await remove(ask(), at("id", "1e3"))).status).toBe(404);
  });
});

describe("the list of members", () => {
  it("tells every role who is there, and owners alone about invitations, second factors and requests", async () => {
    const owner = await person("owner");
    const viewer = await person("viewer", owner.organisationId);
    await opened.db.user.update({
      where: { id: viewer.id },
      data: { totpEnabledAt: new Date(), resetAskedAt: new Date() },
    });
    await invitationOf(owner, "open-4@example.org");
    const listedFor = async (user: StudioUser) => {
      signIn(user);
      return membersResponse.parse(await (await members(ask(), undefined)).json());
    };
    const forOwner = await listedFor(owner);
    expect(forOwner.members).toHaveLength(2);
    expect(forOwner.members[1]).toMatchObject({ hasSecondFactor: true, resetAskedAt: expect.any(String) });
    expect(forOwner.invitations).toMatchObject([{ email: "open-4@example.org", role: "researcher" }]);
    const forViewer = await listedFor(viewer);
    expect(forViewer.members).toHaveLength(2);
    expect(forViewer.members[1]).toMatchObject({ hasSecondFactor: false, resetAskedAt: null });
    expect(forViewer.invitations).toEqual([]);
  });
});
