import { mintLinkToken } from "#lib/auth/link-token.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { createEmptyOrganisation } from "#lib/storage/create-organisation.ts";
import type { Database } from "#lib/storage/database.ts";
import { findUserByEmail } from "#lib/storage/find-user.ts";
import { saveInvitation } from "#lib/storage/invitations.ts";
import { resetLinkFor } from "./renew-password.ts";

const SEVEN_DAYS_MS = 7 * 24 * 3_600_000;

/**
 * For who runs the server: another organisation, and the link by which its first owner joins. Throws
 * `address-taken` when the address has an account.
 */
export async function foundOrganisation(db: Database, name: string, ownerEmail: string): Promise<string> {
  if (await findUserByEmail(db, ownerEmail)) throw new AppError("address-taken");
  const { token, tokenSha256 } = mintLinkToken();
  await saveInvitation(db, {
    organisationId: await createEmptyOrganisation(db, name),
    email: ownerEmail,
    role: "owner",
    tokenSha256,
    invitedById: null,
    expiresAt: new Date(Date.now() + SEVEN_DAYS_MS),
  });
  return `/invitation/${token}`;
}

/**
 * For who runs the server, when the last owner forgot their password and no e-mail is sent: the link that nobody
 * else can make them. Throws `not-found`.
 */
export async function rescueLink(db: Database, email: string): Promise<string | null> {
  const user = await findUserByEmail(db, email);
  if (!user) throw new AppError("not-found", "There is no account with this e-mail address.");
  const { path } = await resetLinkFor(db, user, null);
  return path;
}
