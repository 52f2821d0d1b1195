import { expect, it } from "vitest";
import { anHourAgo, createPerson, inAnHour } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import {
  endOtherStudioSessions,
  endStudioSession,
  findStudioSession,
  listStudioSessions,
  startStudioSession,
} from "./studio-sessions.ts";

describeOnEachDatabase("sessions of the studio", (open) => {
  const signIn = (userId: number, expiresAt = inAnHour()) =>
    startStudioSession(open(), { userId, userAgent: "Test", address: "127.0.0.1", expiresAt });

  it("give the user as they are now, to nobody else's claims", async () => {
    const user = await createPerson(open(), { role: "editor" });
    const other = await createPerson(open());
    const id = await signIn(user.id);
    await open().user.update({ where: { id: user.id }, data: { role: "viewer" } });
    expect((await findStudioSession(open(), id, user.id))?.user).toMatchObject({
      id: user.id,
      role: "viewer",
      organisation: { name: "Test" },
    });
    expect(await findStudioSession(open(), id, other.id)).toBeNull();
  });

  it("end by themselves, and are swept at the next sign-in", async () => {
    const { id: userId } = await createPerson(open());
    const old = await signIn(userId, anHourAgo());
    expect(await findStudioSession(open(), old, userId)).toBeNull();
    expect(await listStudioSessions(open(), userId)).toEqual([]);
    await signIn(userId);
    expect(await open().studioSession.count({ where: { userId } })).toBe(1);
  });

  it("are ended by their own user alone", async () => {
    const { id: userId } = await createPerson(open());
    const { id: stranger } = await createPerson(open());
    const id = await signIn(userId);
    expect(await endStudioSession(open(), stranger, id)).toBe(false);
    expect(await endStudioSession(open(), userId, id)).toBe(true);
    expect(await findStudioSession(open(), id, userId)).toBeNull();
  });

  it("end everywhere but here", async () => {
    const { id: userId } = await createPerson(open());
    const here = await signIn(userId);
    await signIn(userId);
    await signIn(userId);
    expect(await endOtherStudioSessions(open(), userId, here)).toBe(2);
    expect((await listStudioSessions(open(), userId)).map(({ id }) => id)).toEqual([here]);
  });
});
