import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";
import { linkResponse, type Role, resetLinkResponse } from "#lib/protocol/people.ts";
import { type OpenDatabase, openDatabase, shareDatabase } from "#lib/storage/database.ts";
import { listStudioSessions } from "#lib/storage/studio-sessions.ts";
import { migratedCluster } from "#lib/testing/migrated-cluster.ts";
import { createStudioUser, signInAs } from "#lib/testing/people.ts";
import { ask, at } from "#lib/testing/route-calls.ts";
import { POST as resetLink } from "../members/[id]/reset-link/route.ts";
import { POST as invite } from "../members/invitations/route.ts";
import { POST as askReset } from "../password-resets/route.ts";
import { POST as reset } from "../password-resets/use/route.ts";
import { POST as accept } from "./accept/route.ts";

const signedIn = vi.hoisted(() => ({
  as: null as { user: unknown; sessionId: string } | null,
}));
vi.mock("#lib/auth/studio-user.ts", () => ({
  currentUser: async () => signedIn.as?.user ?? null,
  currentSignIn: async () => signedIn.as,
}));

const PASSWORD = "correct horse battery";
const NEW_PASSWORD = "another horse battery";

let opened: OpenDatabase;
let passwordHash: string;
beforeAll(async () => {
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

async function invitationOf(owner: StudioUser, email: string): Promise<{ id: number; token: string }> {
  await signIn(owner);
  const answer = await invite(ask({ email, role: "researcher" }), undefined);
  expect(answer.status).toBe(201);
  const { path } = linkResponse.parse(await answer.json());
  const { id } = await opened.db.invitation.findFirstOrThrow({ where: { email } });
  return { id, token: path.split("/").at(-1) ?? "" };
}

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

describe("links", () => {
  it("cannot be guessed at without end from one address, whatever the others do", async () => {
    const guess = (address: string) =>
      reset(
        ask({ token: "x".repeat(43), password: NEW_PASSWORD }, { "x-forwarded-for": address }),
        undefined,
      );
    const answers: number[] = [];
    for (let i = 0; i < 51; i++) answers.push((await guess("192.0.2.1")).status);
    expect(answers).toEqual([...Array.from({ length: 50 }, () => 410), 429]);
    expect((await guess("192.0.2.2")).status).toBe(410);
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
