import { renderSVG } from "uqr";
import type { StudioUser } from "#lib/auth/load-studio-user.ts";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";
import { newRecoveryCodes } from "#lib/auth/recovery-codes.ts";
import { seal, unseal } from "#lib/auth/seal.ts";
import { forgetSignInAttempts, takeSignInAttempt } from "#lib/auth/sign-in-attempts.ts";
import { newTotpSecret, totpStep, totpUri } from "#lib/auth/totp.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import type { PendingSecondFactor } from "#lib/protocol/people.ts";
import type { Database } from "#lib/storage/database.ts";
import { findPasswordHash } from "#lib/storage/find-user.ts";
import { changePassword } from "#lib/storage/password-resets.ts";
import { enableSecondFactor, readSecondFactor, savePendingSecret } from "#lib/storage/second-factor.ts";

/**
 * Whoever sits at a signed-in browser must know the password before it changes who can sign in. Attempts count
 * as those of signing in. Throws `too-many` or `wrong-password`.
 */
export async function askPasswordAgain(
  db: Database,
  user: StudioUser,
  password: string,
  address: string,
): Promise<void> {
  if (!(await takeSignInAttempt(user.email, address))) throw new AppError("too-many");
  if (!(await passwordFits(password, await findPasswordHash(db, user.id)))) {
    throw new AppError("wrong-password");
  }
  await forgetSignInAttempts(user.email);
}

/** Set another password; the session that asks stays, every other one ends. */
export async function setPassword(
  db: Database,
  user: StudioUser,
  password: string,
  sessionId: string,
): Promise<void> {
  await changePassword(db, user.id, await hashPassword(password), sessionId);
}

/** A new secret for the user's app; it counts once a code confirmed it. Throws `second-factor-on`. */
export async function beginSecondFactor(db: Database, user: StudioUser): Promise<PendingSecondFactor> {
  const secret = newTotpSecret();
  if (!(await savePendingSecret(db, user.id, seal(secret)))) throw new AppError("second-factor-on");
  const uri = totpUri(secret, user.email);
  return { secret, uri, qrSvg: renderSVG(uri, { border: 2 }) };
}

/** Switch the second factor on. Returns the recovery codes, this once. Throws `too-many` or `wrong-code`. */
export async function confirmSecondFactor(
  db: Database,
  user: StudioUser,
  code: string,
  address: string,
): Promise<string[]> {
  if (!(await takeSignInAttempt(user.email, address))) throw new AppError("too-many");
  const pending = await readSecondFactor(db, user.id);
  const secret = pending?.totpSealed == null ? null : unseal(pending.totpSealed);
  const step = secret === null ? null : totpStep(secret, code);
  if (step === null) throw new AppError("wrong-code");
  const { codes, codesSha256 } = newRecoveryCodes();
  if (!(await enableSecondFactor(db, user.id, { step, codesSha256 }))) {
    throw new AppError("second-factor-on");
  }
  await forgetSignInAttempts(user.email);
  return codes;
}
