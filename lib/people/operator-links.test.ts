import { expect, it } from "vitest";
import { sha256 } from "#lib/auth/link-token.ts";
import { findPasswordReset } from "#lib/storage/password-resets.ts";
import { createPerson } from "#lib/testing/people.ts";
import { describeOnEachDatabase } from "#lib/testing/test-database.ts";
import { joinByInvitation } from "./invite.ts";
import { foundOrganisation, rescueLink } from "./operator-links.ts";

const tokenOf = (path: string | null) => path?.split("/").at(-1) ?? "";

describeOnEachDatabase("who runs the server", (open) => {
  it("founds another organisation, whose first owner joins by the link", async () => {
    const path = await foundOrganisation(open(), "Second", "second@example.org");
    await joinByInvitation(open(), { token: tokenOf(path), name: "Bo", password: "a long enough password" });
    const owner = await open().user.findUniqueOrThrow({
      where: { email: "second@example.org" },
      include: { organisation: { include: { users: true } } },
    });
    expect(owner).toMatchObject({ role: "owner", organisation: { name: "Second" } });
    expect(owner.organisation.users).toHaveLength(1);
  });

  it("founds none for an address that has an account", async () => {
    const { email } = await createPerson(open());
    const before = await open().organisation.count();
    await expect(foundOrganisation(open(), "Third", email)).rejects.toThrow("has an account");
    expect(await open().organisation.count()).toBe(before);
  });

  it("lets an owner in again who forgot the password", async () => {
    const user = await createPerson(open());
    const token = tokenOf(await rescueLink(open(), user.email));
    expect(await findPasswordReset(open(), sha256(token))).toMatchObject({ email: user.email });
    await expect(rescueLink(open(), "nobody@example.org")).rejects.toThrow("no account");
  });
});
