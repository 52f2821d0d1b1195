import type { Database } from "#lib/storage/database.ts";
import { takeRecoveryCode, takeTotpStep } from "#lib/storage/second-factor.ts";
import { recoveryCodeSha256 } from "./recovery-codes.ts";
import { unseal } from "./seal.ts";
import { totpStep } from "./totp.ts";

const SIX_DIGITS = /^\d{6}$/;

/**
 * Whether this is a code of the user's authenticator app or one of their recovery codes. Either counts once.
 * Under a new server secret the app's codes no longer fit; recovery codes still do.
 */
export async function secondFactorFits(
  db: Database,
  user: { id: number; totpSealed: string | null },
  typed: string,
): Promise<boolean> {
  const digits = typed.replace(/\s/g, "");
  if (!SIX_DIGITS.test(digits)) return takeRecoveryCode(db, user.id, recoveryCodeSha256(typed));
  const secret = user.totpSealed === null ? null : unseal(user.totpSealed);
  const step = secret === null ? null : totpStep(secret, digits);
  return step !== null && takeTotpStep(db, user.id, step);
}
