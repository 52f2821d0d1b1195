import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { anHourAgo, createPerson, inAnHour } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import {
  changePassword,
  findPasswordReset,
  noteResetAsked,
  resetPassword,
  savePasswordReset,
} from "./password-resets.ts";
import { listStudioSessions, startStudioSession } from "./studio-sessions.ts";

describeOnEachDatabase("new passwords", (open) => {
  const signIn = (userId: number) =>
    startStudioSession(open(), { userId, userAgent: "", address: "", expiresAt: inAnHour() });

  it("are set once by a link, which signs out everywhere", async () => {
    const user = await createPerson(open());
    const other = await createPerson(open());
    await signIn(user.id);
    await signIn(other.id);
    await noteResetAsked(open(), user.email.toUpperCase());
    expect((await open().user.findUniqueOrThrow({ where: { id: user.id } })).resetAskedAt).not.toBeNull();
    const tokenSha256 = randomUUID();
    await savePasswordReset(open(), { userId: user.id, tokenSha256, expiresAt: inAnHour() });
    expect(await findPasswordReset(open(), tokenSha256)).toMatchObject({ email: user.email });
    expect(await resetPassword(open(), tokenSha256, "new")).toEqual({ email: user.email });
    expect(await resetPassword(open(), tokenSha256, "newer")).toBeNull();
    expect(await open().user.findUnique({ where: { id: user.id } })).toMatchObject({
      passwordHash: "new",
      resetAskedAt: null,
    });
    expect(await listStudioSessions(open(), user.id)).toEqual([]);
    expect(await listStudioSessions(open(), other.id)).toHaveLength(1);
  });

  it("need a link that is neither out of date nor replaced", async () => {
    const { id: userId } = await createPerson(open());
    const [late, replaced, last] = [randomUUID(), randomUUID(), randomUUID()];
    await savePasswordReset(open(), { userId, tokenSha256: late, expiresAt: anHourAgo() });
    expect(await resetPassword(open(), late, "new")).toBeNull();
    await savePasswordReset(open(), { userId, tokenSha256: replaced, expiresAt: inAnHour() });
    await savePasswordReset(open(), { userId, tokenSha256: last, expiresAt: inAnHour() });
    expect(await findPasswordReset(open(), replaced)).toBeNull();
    expect(await findPasswordReset(open(), last)).not.toBeNull();
  });

  it("chosen in the account end open links and every other session", async () => {
    const { id: userId } = await createPerson(open());
    const tokenSha256 = randomUUID();
    await savePasswordReset(open(), { userId, tokenSha256, expiresAt: inAnHour() });
    const [here] = [await signIn(userId), await signIn(userId)];
    await changePassword(open(), userId, "new", here);
    expect((await listStudioSessions(open(), userId)).map(({ id }) => id)).toEqual([here]);
    expect(await findPasswordReset(open(), tokenSha256)).toBeNull();
  });
});
