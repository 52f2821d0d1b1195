import { expect, it } from "vitest";
import { createPerson, inAnHour } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { changeMemberRole, findMember, listMembers, removeMember } from "./members.ts";

describeOnEachDatabase("members", (open) => {
  it("are listed for their own organisation alone", async () => {
    const owner = await createPerson(open());
    const colleague = await createPerson(open(), { organisationId: owner.organisationId, role: "viewer" });
    const stranger = await createPerson(open());
    const listed = await listMembers(open(), owner.organisationId);
    expect(listed.map(({ id }) => id)).toEqual([owner.id, colleague.id]);
    expect(listed[0]).not.toHaveProperty("passwordHash");
    expect(await findMember(open(), owner.organisationId, stranger.id)).toBeNull();
  });

  it("of another organisation can neither be changed nor removed", async () => {
    const owner = await createPerson(open());
    const stranger = await createPerson(open(), { role: "viewer" });
    expect(await changeMemberRole(open(), owner.organisationId, stranger.id, "owner")).toBe("absent");
    expect(await removeMember(open(), owner.organisationId, stranger.id)).toBe("absent");
    expect(await open().user.findUnique({ where: { id: stranger.id } })).toMatchObject({ role: "viewer" });
  });

  it("keep their last owner", async () => {
    const owner = await createPerson(open());
    const { organisationId } = owner;
    await createPerson(open(), { organisationId, role: "editor" });
    expect(await changeMemberRole(open(), organisationId, owner.id, "viewer")).toBe("last-owner");
    expect(await removeMember(open(), organisationId, owner.id)).toBe("last-owner");
    expect(await changeMemberRole(open(), organisationId, owner.id, "owner")).toBe("done");
    const second = await createPerson(open(), { organisationId });
    expect(await changeMemberRole(open(), organisationId, owner.id, "viewer")).toBe("done");
    expect(await removeMember(open(), organisationId, second.id)).toBe("last-owner");
  });

  it("keep one owner when two step down at the same moment", async () => {
    const first = await createPerson(open());
    const { organisationId } = first;
    const second = await createPerson(open(), { organisationId });
    const outcomes = await Promise.all([
      changeMemberRole(open(), organisationId, first.id, "viewer"),
      removeMember(open(), organisationId, second.id),
    ]);
    expect(outcomes.sort()).toEqual(["done", "last-owner"]);
    expect(await open().user.count({ where: { organisationId, role: "owner" } })).toBe(1);
  });

  it("leave nothing behind that could sign in", async () => {
    const owner = await createPerson(open());
    const gone = await createPerson(open(), { organisationId: owner.organisationId, role: "viewer" });
    const userId = gone.id;
    await open().studioSession.create({
      data: { userId, expiresAt: inAnHour(), userAgent: "", address: "" },
    });
    await open().passwordReset.create({ data: { userId, tokenSha256: "m1", expiresAt: inAnHour() } });
    await open().recoveryCode.create({ data: { userId, codeSha256: "c1" } });
    expect(await removeMember(open(), owner.organisationId, userId)).toBe("done");
    expect(await open().studioSession.count({ where: { userId } })).toBe(0);
    expect(await open().passwordReset.count({ where: { userId } })).toBe(0);
    expect(await open().recoveryCode.count({ where: { userId } })).toBe(0);
  });
});
