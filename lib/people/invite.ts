import { mintLinkToken, sha256 } from "#lib/auth/link-token.ts";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { LinkResponse, Role } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";
import { findUserByEmail } from "#lib/storage/find-user.ts";
import { acceptInvitation, findInvitation, saveInvitation } from "#lib/storage/invitations.ts";
import { configuredMailServer, invitationLetter, sendLetter } from "./letters.ts";

const SEVEN_DAYS_MS = 7 * 24 * 3_600_000;

/**
 * Invite somebody to the owner's organisation. Throws `already-member`; whether the address has an account of
 * another organisation is not told.
 */
export async function invite(
  db: Database,
  owner: StudioUser,
  { email, role }: { email: string; role: Role },
): Promise<LinkResponse> {
  const known = await findUserByEmail(db, email);
  if (known?.organisationId === owner.organisationId) throw new AppError("already-member");
  const { token, tokenSha256 } = mintLinkToken();
  const expiresAt = new Date(Date.now() + SEVEN_DAYS_MS);
  await saveInvitation(db, {
    organisationId: owner.organisationId,
    email,
    role,
    tokenSha256,
    invitedById: owner.id,
    expiresAt,
  });
  const path = `/invitation/${token}`;
  const letter = invitationLetter(email, owner.organisationName, owner.name, path);
  return { path, expiresAt: expiresAt.toISOString(), mail: await sendLetter(letter, configuredMailServer()) };
}

/** Make a member of who holds the link. Throws `link-expired` or `address-taken`. */
export async function joinByInvitation(
  db: Database,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<{ email: string }> {
  const tokenSha256 = sha256(token);
  // Before the slow hash, which strangers must not get for nothing.
  if (!(await findInvitation(db, tokenSha256))) throw new AppError("link-expired");
  const accepted = await acceptInvitation(db, tokenSha256, {
    name,
    passwordHash: await hashPassword(password),
  });
  if (accepted.outcome === "taken") throw new AppError("address-taken");
  if (accepted.outcome === "expired") throw new AppError("link-expired");
  return { email: accepted.email };
}
