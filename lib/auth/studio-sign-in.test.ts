import { encode } from "next-auth/jwt";
import { TOTP } from "otpauth";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { shareDatabase } from "#lib/storage/database.ts";
import { changeMemberRole } from "#lib/storage/members.ts";
import { enableSecondFactor, savePendingSecret } from "#lib/storage/second-factor.ts";
import { endOtherStudioSessions, listStudioSessions } from "#lib/storage/studio-sessions.ts";
import { createPerson } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { authOptions } from "./next-auth-options.ts";
import { hashPassword } from "./password.ts";
import { seal } from "./seal.ts";
import { shareSecret } from "./secret.ts";
import { verifyStudioCookie } from "./studio-cookie.ts";
import { newTotpSecret } from "./totp.ts";

const SECRET = "a secret of this test that is long enough";
const PASSWORD = "correct horse battery";

const signedInSchema = z.object({ id: z.string(), sessionId: z.uuid() });

/** What next-auth calls with what the form sent; null or an error refuses. */
async function authorize(credentials: Record<string, string>, headers: Record<string, string> = {}) {
  const [provider] = authOptions().providers;
  if (provider?.type !== "credentials") throw new Error("no credentials provider");
  const answer = await provider.options.authorize(credentials, { headers });
  return answer === null ? null : signedInSchema.parse(answer);
}

/** The cookie that next-auth makes of a sign-in. */
async function cookieOf(signedIn: { id: string; sessionId: string }, secret = SECRET): Promise<string> {
  const token = { userId: Number(signedIn.id), sessionId: signedIn.sessionId };
  return `other=1; next-auth.session-token=${encodeURIComponent(await encode({ token, secret }))}`;
}

describeOnEachDatabase("signing in to the studio", (open) => {
  let passwordHash: string;
  beforeAll(async () => {
    shareSecret(SECRET);
    shareDatabase(open());
    passwordHash = await hashPassword(PASSWORD);
  });
  const person = () => createPerson(open(), { passwordHash });

  async function signIn(email: string, headers: Record<string, string> = {}) {
    const signedIn = await authorize({ email, password: PASSWORD }, headers);
    if (signedIn === null) throw new Error("refused");
    return signedIn;
  }

  it("opens a session of its own, which the cookie names", async () => {
    const user = await person();
    const signedIn = await signIn(user.email.toUpperCase(), {
      "user-agent": "Test browser",
      "x-forwarded-for": "203.0.113.7, 198.51.100.2",
    });
    expect(await listStudioSessions(open(), user.id)).toMatchObject([
      { id: signedIn.sessionId, userAgent: "Test browser", address: "198.51.100.2" },
    ]);
    expect(await verifyStudioCookie(await cookieOf(signedIn))).toMatchObject({ id: user.id, role: "owner" });
  });

  it("refuses a wrong password and an unknown address alike, and opens nothing", async () => {
    const user = await person();
    expect(await authorize({ email: user.email, password: "wrong" })).toBeNull();
    expect(await authorize({ email: "nobody@example.org", password: PASSWORD })).toBeNull();
    expect(await listStudioSessions(open(), user.id)).toEqual([]);
  });

  it("ends the session that the same browser had, so that none can be planted", async () => {
    const planted = await signIn((await person()).email);
    const cookie = await cookieOf(planted);
    const user = await person();
    const own = await signIn(user.email, { cookie });
    expect(own.sessionId).not.toBe(planted.sessionId);
    expect(await verifyStudioCookie(cookie)).toBeNull();
    expect(await verifyStudioCookie(await cookieOf(own))).toMatchObject({ id: user.id });
  });

  it("is worth nothing after signing out, whoever kept a copy of the cookie", async () => {
    const signedIn = await signIn((await person()).email);
    const cookie = await cookieOf(signedIn);
    const token = { userId: Number(signedIn.id), sessionId: signedIn.sessionId };
    await authOptions().events?.signOut?.({ token, session: { expires: "" } });
    expect(await verifyStudioCookie(cookie)).toBeNull();
  });

  it("follows a change of role, and ends with the session or the user", async () => {
    const owner = await person();
    const user = await createPerson(open(), { organisationId: owner.organisationId, passwordHash });
    const cookie = await cookieOf(await signIn(user.email));
    await changeMemberRole(open(), owner.organisationId, user.id, "viewer");
    expect(await verifyStudioCookie(cookie)).toMatchObject({ role: "viewer" });
    await endOtherStudioSessions(open(), user.id, null);
    expect(await verifyStudioCookie(cookie)).toBeNull();
  });

  it("takes no cookie that another secret made, that names somebody else, or that has no session", async () => {
    const [user, other] = [await person(), await person()];
    const { sessionId } = await signIn(user.email);
    const foreign = await cookieOf({ id: String(user.id), sessionId }, "another secret, long as well");
    expect(await verifyStudioCookie(foreign)).toBeNull();
    expect(await verifyStudioCookie(await cookieOf({ id: String(other.id), sessionId }))).toBeNull();
    const bare = await encode({ token: { userId: user.id }, secret: SECRET });
    expect(await verifyStudioCookie(`next-auth.session-token=${bare}`)).toBeNull();
    expect(await verifyStudioCookie(undefined)).toBeNull();
  });

  it("asks for the second factor after the password alone, and takes a code once", async () => {
    const user = await person();
    const secret = newTotpSecret();
    await savePendingSecret(open(), user.id, seal(secret));
    await enableSecondFactor(open(), user.id, { step: 0, codesSha256: [] });
    const { email } = user;
    expect(await authorize({ email, password: "wrong" })).toBeNull();
    await expect(authorize({ email, password: PASSWORD })).rejects.toThrow(/^second-factor$/);
    await expect(authorize({ email, password: PASSWORD, code: "000000x" })).rejects.toThrow(
      "second-factor-wrong",
    );
    expect(await listStudioSessions(open(), user.id)).toEqual([]);
    const code = new TOTP({ secret }).generate();
    expect(await authorize({ email, password: PASSWORD, code })).not.toBeNull();
    await expect(authorize({ email, password: PASSWORD, code })).rejects.toThrow("second-factor-wrong");
  });

  it("is locked after ten attempts at one account, also with the right password, from any address", async () => {
    const { email } = await person();
    for (let attempt = 0; attempt < 10; attempt++) {
      await authorize({ email, password: "wrong" }, { "x-forwarded-for": `192.0.2.${attempt}` });
    }
    const last = authorize({ email, password: PASSWORD }, { "x-forwarded-for": "192.0.2.99" });
    await expect(last).rejects.toThrow("too-many");
  });
});
