import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { shareSecret } from "#lib/auth/secret.ts";
import { pendingSecondFactor, type Role, recoveryCodesResponse } from "#lib/protocol/people.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { listStudioSessions } from "#lib/storage/studio-sessions.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { createStudioUser, signInAs } from "#lib/testing/people.ts";
import { all, ask, at, statuses } from "#lib/testing/route-calls.ts";
import { POST as changePassword } from "./password/route.ts";
import { PATCH as rename } from "./route.ts";
import { POST as factorBegin, PUT as factorConfirm, DELETE as factorOff } from "./second-factor/route.ts";
import { DELETE as endSession } from "./sessions/[id]/route.ts";
import { DELETE as endOthers } from "./sessions/route.ts";

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
  opened = await openDatabase({ memory: true, cluster: await migratedCluster() });
  shareDatabase(opened.db);
  passwordHash = await hashPassword(PASSWORD);
}, 180_000);
afterAll(() => opened.close());
beforeEach(() => {
  signedIn.as = null;
});

const person = (role: Role, organisationId?: number) =>
  createStudioUser(opened.db, {
    role,
    passwordHash,
    ...(organisationId === undefined ? {} : { organisationId }),
  });

async function signIn(user: StudioUser): Promise<string> {
  const signIn = await signInAs(opened.db, user);
  signedIn.as = signIn;
  return signIn.sessionId;
}

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
