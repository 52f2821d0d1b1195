import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { anHourAgo, createPerson, inAnHour } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import {
  acceptInvitation,
  findInvitation,
  listInvitations,
  saveInvitation,
  withdrawInvitation,
} from "./invitations.ts";

const ada = { name: "Ada", passwordHash: "hash" };

describeOnEachDatabase("invitations", (open) => {
  async function invited(changes: { email?: string; expiresAt?: Date; organisationId?: number } = {}) {
    const owner = await createPerson(open());
    const tokenSha256 = randomUUID();
    const email = changes.email ?? `${randomUUID()}@example.org`;
    const invitation = await saveInvitation(open(), {
      organisationId: owner.organisationId,
      email,
      role: "researcher",
      tokenSha256,
      invitedById: owner.id,
      expiresAt: inAnHour(),
      ...changes,
    });
    return { owner, tokenSha256, email, id: invitation.id };
  }

  it("make one member, with the role that was offered", async () => {
    const { owner, tokenSha256, email } = await invited();
    expect(await findInvitation(open(), tokenSha256)).toMatchObject({ email, role: "researcher" });
    const accepted = await acceptInvitation(open(), tokenSha256, ada);
    expect(accepted).toMatchObject({ outcome: "joined", email });
    expect(await open().user.findUnique({ where: { email } })).toMatchObject({
      organisationId: owner.organisationId,
      role: "researcher",
      name: "Ada",
    });
    expect(await acceptInvitation(open(), tokenSha256, ada)).toEqual({ outcome: "expired" });
    expect(await findInvitation(open(), tokenSha256)).toBeNull();
  });

  it("are used once by two who come at the same moment", async () => {
    const { tokenSha256, email } = await invited();
    const outcomes = await Promise.all([1, 2].map(() => acceptInvitation(open(), tokenSha256, ada)));
    expect(outcomes.filter(({ outcome }) => outcome === "joined")).toHaveLength(1);
    expect(await open().user.count({ where: { email } })).toBe(1);
  });

  it("are worth nothing once out of date, withdrawn or replaced", async () => {
    const late = await invited({ expiresAt: anHourAgo() });
    expect(await findInvitation(open(), late.tokenSha256)).toBeNull();
    expect(await acceptInvitation(open(), late.tokenSha256, ada)).toEqual({ outcome: "expired" });

    const withdrawn = await invited();
    expect(await withdrawInvitation(open(), withdrawn.owner.organisationId, withdrawn.id)).toBe(true);
    expect(await acceptInvitation(open(), withdrawn.tokenSha256, ada)).toEqual({ outcome: "expired" });

    const first = await invited();
    const { organisationId } = first.owner;
    const second = await invited({ organisationId, email: first.email });
    expect(await acceptInvitation(open(), first.tokenSha256, ada)).toEqual({ outcome: "expired" });
    expect(await listInvitations(open(), organisationId)).toHaveLength(1);
    expect(await acceptInvitation(open(), second.tokenSha256, ada)).toMatchObject({ outcome: "joined" });
  });

  it("change nothing for an address that has an account", async () => {
    const somebody = await createPerson(open());
    const { tokenSha256 } = await invited({ email: somebody.email });
    expect(await acceptInvitation(open(), tokenSha256, ada)).toEqual({ outcome: "taken" });
    expect(await open().user.findUnique({ where: { id: somebody.id } })).toEqual(somebody);
  });

  it("are neither seen nor withdrawn by another organisation", async () => {
    const { id, tokenSha256 } = await invited();
    const stranger = await createPerson(open());
    expect(await listInvitations(open(), stranger.organisationId)).toEqual([]);
    expect(await withdrawInvitation(open(), stranger.organisationId, id)).toBe(false);
    expect(await findInvitation(open(), tokenSha256)).not.toBeNull();
  });
});
