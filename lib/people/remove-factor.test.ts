import { expect, it } from "vitest";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { enableSecondFactor, readSecondFactor, savePendingSecret } from "#lib/storage/second-factor.ts";
import { listStudioSessions, startStudioSession } from "#lib/storage/studio-sessions.ts";
import { createStudioUser, inAnHour } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { factorRemovedLetter } from "./letters.ts";
import { removeFactorOf } from "./remove-factor.ts";

const PASSWORD = "correct horse battery";

describeOnEachDatabase("a second factor that a colleague lost", (open) => {
  async function someone(role: StudioUser["role"], organisationId?: number) {
    const passwordHash = await hashPassword(PASSWORD);
    return createStudioUser(open(), {
      role,
      passwordHash,
      ...(organisationId === undefined ? {} : { organisationId }),
    });
  }
  async function withFactor(user: StudioUser): Promise<StudioUser> {
    await savePendingSecret(open(), user.id, "sealed");
    await enableSecondFactor(open(), user.id, { step: 1, codesSha256: ["a", "b"] });
    await startStudioSession(open(), { userId: user.id, userAgent: "", address: "", expiresAt: inAnHour() });
    return user;
  }
  const remove = (owner: StudioUser, userId: number, password = PASSWORD) =>
    removeFactorOf(open(), owner, userId, { password, address: "203.0.113.7" }, null);
  const refused = (code: string) => expect.objectContaining({ code });

  it("is switched off by an owner; the member is signed out and finds who did it, until there is another", async () => {
    const owner = await someone("owner");
    const member = await withFactor(await someone("editor", owner.organisationId));
    await remove(owner, member.id);
    expect(await readSecondFactor(open(), member.id)).toEqual({
      totpSealed: null,
      totpEnabledAt: null,
      totpRemovedAt: expect.any(Date),
      totpRemovedBy: `${owner.name} <${owner.email}>`,
      _count: { recoveryCodes: 0 },
    });
    expect(await listStudioSessions(open(), member.id)).toEqual([]);
    await expect(remove(owner, member.id)).rejects.toThrow(refused("no-second-factor"));
    await withFactor(member);
    expect(await readSecondFactor(open(), member.id)).toMatchObject({
      totpRemovedAt: null,
      totpRemovedBy: null,
    });
  });

  it("stays without the owner's own password, for another organisation's owner, and for oneself", async () => {
    const owner = await withFactor(await someone("owner"));
    const member = await withFactor(await someone("viewer", owner.organisationId));
    await expect(remove(owner, member.id, "wrong")).rejects.toThrow(refused("wrong-password"));
    await expect(remove(await someone("owner"), member.id)).rejects.toThrow(refused("not-found"));
    await expect(remove(owner, owner.id)).rejects.toThrow(refused("yourself"));
    for (const { id } of [owner, member]) {
      expect((await readSecondFactor(open(), id))?.totpEnabledAt).not.toBeNull();
      expect(await listStudioSessions(open(), id)).toHaveLength(1);
    }
  });
});

it("is told to the member by a letter that names who did it, on one line", () => {
  const { to, text } = factorRemovedLetter("ada@example.org", "Eve\nhttps://evil.example <eve@example.org>");
  expect(to).toBe("ada@example.org");
  expect(text.split("\n")[0]).toBe(
    "Eve https://evil.example <eve@example.org> switched your second factor off and signed you out everywhere.",
  );
  expect(text).toContain("/studio/account");
});
