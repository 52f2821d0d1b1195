import { mintLinkToken, sha256 } from "#lib/auth/link-token.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { forgetSignInAttempts, takeResetRequest } from "#lib/auth/sign-in-attempts.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { ResetLinkResponse } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";
import { findUserByEmail } from "#lib/storage/find-user.ts";
import {
  findPasswordReset,
  noteResetAsked,
  resetPassword,
  savePasswordReset,
} from "#lib/storage/password-resets.ts";
import { configuredMailServer, type MailServer, resetLetter, sendLetter } from "./letters.ts";

const ONE_HOUR_MS = 3_600_000;
/** A link that an owner hands on may wait for the next working day. */
const ONE_DAY_MS = 24 * ONE_HOUR_MS;

async function resetLink(db: Database, userId: number, lifetimeMs: number) {
  const { token, tokenSha256 } = mintLinkToken();
  const expiresAt = new Date(Date.now() + lifetimeMs);
  await savePasswordReset(db, { userId, tokenSha256, expiresAt });
  return { path: `/reset-password/${token}`, expiresAt: expiresAt.toISOString() };
}

/**
 * Somebody says they forgot their password. With a mail server the link goes to the address and nowhere else;
 * without one, the owners see that it was asked for. The caller must not wait for it: how long it takes tells
 * whether there is such an account.
 */
export async function askForReset(
  db: Database,
  email: string,
  server: MailServer = configuredMailServer(),
): Promise<void> {
  if (!(await takeResetRequest(email))) return;
  if (server === null) return noteResetAsked(db, email);
  const user = await findUserByEmail(db, email);
  if (!user) return;
  const { path } = await resetLink(db, user.id, ONE_HOUR_MS);
  await sendLetter(resetLetter(user.email, path), server);
}

/**
 * An owner asks for the link of a member. It goes by mail when that works, and then the owner does not see it;
 * otherwise they hand it on themselves.
 */
export async function resetLinkFor(
  db: Database,
  member: { id: number; email: string },
  server: MailServer = configuredMailServer(),
): Promise<ResetLinkResponse> {
  const { path, expiresAt } = await resetLink(db, member.id, ONE_DAY_MS);
  const mail = await sendLetter(resetLetter(member.email, path), server);
  return { path: mail === "sent" ? null : path, expiresAt, mail };
}

/** Set a new password by a link, and sign the user out everywhere. Throws `link-expired`. */
export async function renewPassword(
  db: Database,
  { token, password }: { token: string; password: string },
): Promise<{ email: string }> {
  const tokenSha256 = sha256(token);
  if (!(await findPasswordReset(db, tokenSha256))) throw new AppError("link-expired");
  const user = await resetPassword(db, tokenSha256, await hashPassword(password));
  if (!user) throw new AppError("link-expired");
  await forgetSignInAttempts(user.email);
  return user;
}
