import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";
import { shareSecret } from "#lib/auth/secret.ts";
import {
  linkResponse,
  membersResponse,
  pendingSecondFactor,
  type Role,
  recoveryCodesResponse,
  resetLinkResponse,
} from "#lib/protocol/people.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { listStudioSessions, startStudioSession } from "#lib/storage/studio-sessions.ts";
import { createPerson, inAnHour } from "#lib/testing/people.ts";
import { POST as changePassword } from "../account/password/route.ts";
import { PATCH as rename } from "../account/route.ts";
import {
  POST as factorBegin,
  PUT as factorConfirm,
  DELETE as factorOff,
} from "../account/second-factor/route.ts";
import { DELETE as endSession } from "../account/sessions/[id]/route.ts";
import { DELETE as endOthers } from "../account/sessions/route.ts";
import { POST as accept } from "../invitations/accept/route.ts";
import { POST as askReset } from "../password-resets/route.ts";
import { POST as reset } from "../password-resets/use/route.ts";
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

const PASSWORD = "correct horse battery";
const NEW_PASSWORD = "another horse battery";
const ABSENT_SESSION = "00000000-0000-4000-8000-000000000000";

let opened: OpenDatabase;
let passwordHash: string;
beforeAll(async () => {
  shareSecret("a secret of this test that is long enough");
  opened = await openDatabase({ memory: true });
  shareDatabase(opened.db);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => opened.close());
beforeEach(() => {
  signedIn.as = null;
});

async function person(role: Role, organisationId?: number): Promise<StudioUser> {
  const created = await createPerson(opened.db, {
    role,
    passwordHash,
    ...(organisationId === undefined ? {} : { organisationId }),
  });
  const { id, email, name } = created;
  return { id, email, name, role, organisationId: created.organisationId, organisationName: "Test" };
}

async function signIn(user: StudioUser): Promise<string> {
  const sessionId = await startStudioSession(opened.db, {
    userId: user.id,
    userAgent: "",
    address: "",
    expiresAt: inAnHour(),
  });
  signedIn.as = { user, sessionId };
  return sessionId;
}

function ask(body?: unknown, headers: Record<string, string> = {}): Request {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  return new Request("http://localhost:3000/api/x", { method: "POST", headers, ...init });
}
const at = <Key extends string>(key: Key, value: number | string) => ({
  params: Promise.resolve({ [key]: String(value) } as Record<Key, string>),
});

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

async function statuses(asked: Record<string, () => Promise<Response>>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const [name, answer] of Object.entries(asked)) answers[name] = (await answer()).status;
  return answers;
}
const all = (asked: Record<string, unknown>, status: number) =>
  Object.fromEntries(Object.keys(asked).map((name) => [name, status]));

async function invitationOf(owner: StudioUser, email: string): Promise<{ id: number; token: string }> {
  await signIn(owner);
  const answer = await invite(ask({ email, role: "researcher" }), undefined);
  expect(answer.status).toBe(201);
  const { path } = linkResponse.parse(await answer.json());
  const { id } = await opened.db.invitation.findFirstOrThrow({ where: { email } });
  return { id, token: path.split("/").at(-1) ?? "" };
}

describe("who may change the members", () => {
  it("is an owner of theirs; other roles are refused and change nothing", async () => {
    const owner = await person("owner");
    const colleague = await person("viewer", owner.organisationId);
    const { id } = await invitationOf(owner, "open-1@example.org");
    for (const role of ["editor", "researcher", "viewer"] as const) {
      await signIn(await person(role, owner.organisationId));
      const asked = managing(colleague.id, id);
      expect(await statuses(asked), role).toEqual(all(asked, 403));
    }
    expect(await opened.db.user.findUnique({ where: { id: colleague.id } })).toMatchObject({
      role: "viewer",
    });
    expect(await opened.db.passwordReset.count({ where: { userId: colleague.id } })).toBe(0);
    await signIn(owner);
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
    const { id } = await invitationOf(owner, "open-2@example.org");
    await signIn(await person("owner"));
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
    const { id } = await invitationOf(owner, "open-3@example.org");
    signedIn.as = null;
    const asked = managing(colleague.id, id);
    expect(await statuses(asked)).toEqual(all(asked, 401));
    expect((await members(ask(), undefined)).status).toBe(401);
    await signIn(owner);
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
    await signIn(owner);
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
      await signIn(user);
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

describe("an invitation", () => {
  it("makes a member of who holds its link, once", async () => {
    const owner = await person("owner");
    const { token } = await invitationOf(owner, "ada@example.org");
    signedIn.as = null;
    const person1 = { token, name: "Ada", password: NEW_PASSWORD };
    expect((await accept(ask({ ...person1, password: "short" }), undefined)).status).toBe(400);
    expect((await accept(ask({ ...person1, token: "x".repeat(43) }), undefined)).status).toBe(410);
    const accepted = await accept(ask({ ...person1, role: "owner", organisationId: 1 }), undefined);
    expect(accepted.status).toBe(201);
    expect(await accepted.json()).toEqual({ email: "ada@example.org" });
    const ada = await opened.db.user.findUniqueOrThrow({ where: { email: "ada@example.org" } });
    expect(ada).toMatchObject({ organisationId: owner.organisationId, role: "researcher", name: "Ada" });
    expect(await passwordFits(NEW_PASSWORD, ada.passwordHash)).toBe(true);
    expect((await accept(ask(person1), undefined)).status).toBe(410);
  });

  it("stores no token that could be used", async () => {
    const { token } = await invitationOf(await person("owner"), "hashed@example.org");
    const stored = await opened.db.invitation.findFirstOrThrow({ where: { email: "hashed@example.org" } });
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it("is refused for a member, and does not tell of another organisation's people", async () => {
    const owner = await person("owner");
    const colleague = await person("viewer", owner.organisationId);
    const stranger = await person("owner");
    await signIn(owner);
    const twice = await invite(ask({ email: colleague.email.toUpperCase(), role: "editor" }), undefined);
    expect(twice.status).toBe(409);
    const { token } = await invitationOf(owner, stranger.email);
    const taken = await accept(ask({ token, name: "X", password: NEW_PASSWORD }), undefined);
    expect(taken.status).toBe(409);
    expect(await taken.json()).toMatchObject({ error: { code: "address-taken" } });
    const kept = await opened.db.user.findUniqueOrThrow({ where: { id: stranger.id } });
    expect(kept).toMatchObject({ organisationId: stranger.organisationId, passwordHash });
  });
});

describe("a new password", () => {
  it("is asked for without learning whether there is such an account", async () => {
    const user = await person("viewer");
    for (const email of [user.email, "nobody@example.org"]) {
      const answer = await askReset(ask({ email }), undefined);
      expect(answer.status).toBe(202);
      expect(await answer.text()).toBe("");
    }
    await expect
      .poll(async () => (await opened.db.user.findUniqueOrThrow({ where: { id: user.id } })).resetAskedAt)
      .not.toBeNull();
  });

  it("is set once by the owner's link, and ends every session", async () => {
    const owner = await person("owner");
    const user = await person("viewer", owner.organisationId);
    await signIn(user);
    await signIn(owner);
    const made = resetLinkResponse.parse(await (await resetLink(ask(), at("id", user.id))).json());
    const token = made.path?.split("/").at(-1) ?? "";
    signedIn.as = null;
    expect((await reset(ask({ token, password: "short" }), undefined)).status).toBe(400);
    const used = await reset(ask({ token, password: NEW_PASSWORD }), undefined);
    expect(await used.json()).toEqual({ email: user.email });
    expect((await reset(ask({ token, password: NEW_PASSWORD }), undefined)).status).toBe(410);
    expect(await listStudioSessions(opened.db, user.id)).toEqual([]);
    const { passwordHash: hash } = await opened.db.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(await passwordFits(NEW_PASSWORD, hash)).toBe(true);
  });
});

describe("one's own account", () => {
  const account = (body: unknown, sessionId: string) => ({
    rename: () => rename(ask(body), undefined),
    changePassword: () => changePassword(ask(body), undefined),
    factorBegin: () => factorBegin(ask(body), undefined),
    factorConfirm: () => factorConfirm(ask(body), undefined),
    factorOff: () => factorOff(ask(body), undefined),
    endSession: () => endSession(ask(), at("id", sessionId)),
    endOthers: () => endOthers(ask(), undefined),
  });

  it("is nothing to a stranger", async () => {
    const asked = account({}, ABSENT_SESSION);
    expect(await statuses(asked)).toEqual(all(asked, 401));
  });

  it("is every role's to rename", async () => {
    for (const role of ["owner", "editor", "researcher", "viewer"] as const) {
      const user = await person(role);
      await signIn(user);
      expect((await rename(ask({ name: ` ${role} ` }), undefined)).status).toBe(204);
      expect(await opened.db.user.findUnique({ where: { id: user.id } })).toMatchObject({ name: role, role });
    }
    expect((await rename(ask({ name: "  " }), undefined)).status).toBe(400);
  });

  it("changes its password with the old one alone, and stays signed in here alone", async () => {
    const user = await person("viewer");
    await signIn(user);
    const here = await signIn(user);
    const refused = await changePassword(ask({ current: "wrong", next: NEW_PASSWORD }), undefined);
    expect(refused.status).toBe(403);
    const change = { current: PASSWORD, next: NEW_PASSWORD };
    expect((await changePassword(ask(change), undefined)).status).toBe(204);
    expect((await listStudioSessions(opened.db, user.id)).map(({ id }) => id)).toEqual([here]);
    expect((await changePassword(ask(change), undefined)).status).toBe(403);
  });

  it("is locked when its password is guessed at, as signing in is", async () => {
    await signIn(await person("viewer"));
    const answers: number[] = [];
    for (let i = 0; i < 11; i++)
      answers.push((await factorOff(ask({ password: "wrong" }), undefined)).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 403), 429]);
    expect((await factorOff(ask({ password: PASSWORD }), undefined)).status).toBe(429);
  });

  it("ends its own sessions and nobody else's", async () => {
    const [user, other] = [await person("viewer"), await person("viewer")];
    const foreign = await signIn(other);
    const first = await signIn(user);
    await signIn(user);
    const here = await signIn(user);
    for (const id of [foreign, ABSENT_SESSION, "x"]) {
      expect((await endSession(ask(), at("id", id))).status, id).toBe(404);
    }
    expect((await endSession(ask(), at("id", first))).status).toBe(204);
    expect(await (await endOthers(ask(), undefined)).json()).toEqual({ ended: 1 });
    expect((await listStudioSessions(opened.db, user.id)).map(({ id }) => id)).toEqual([here]);
    expect(await listStudioSessions(opened.db, other.id)).toHaveLength(1);
  });

  it("switches a second factor on by password and code, and off by password", async () => {
    const user = await person("researcher");
    await signIn(user);
    expect((await factorConfirm(ask({ code: "123456" }), undefined)).status).toBe(403);
    expect((await factorBegin(ask({ password: "wrong" }), undefined)).status).toBe(403);
    const begun = await factorBegin(ask({ password: PASSWORD }), undefined);
    const { secret, qrSvg } = pendingSecondFactor.parse(await begun.json());
    expect(qrSvg).toMatch(/^<svg/);
    const stored = await opened.db.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(stored.totpSealed).not.toContain(secret);
    const code = new TOTP({ secret }).generate();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    expect((await factorConfirm(ask({ code: wrong }), undefined)).status).toBe(403);
    const confirmed = await factorConfirm(ask({ code }), undefined);
    const { recoveryCodes } = recoveryCodesResponse.parse(await confirmed.json());
    expect(recoveryCodes).toHaveLength(10);
    expect((await factorBegin(ask({ password: PASSWORD }), undefined)).status).toBe(409);
    expect((await factorOff(ask({ password: PASSWORD }), undefined)).status).toBe(204);
    const after = await opened.db.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(after).toMatchObject({ totpSealed: null, totpEnabledAt: null });
  });
});
