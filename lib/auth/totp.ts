import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
/** One step of a clock that runs early or late is forgiven, as RFC 6238 (5.2) recommends. */
const WINDOW_STEPS = 1;

const totpOf = (secret: string, label = "") =>
  new TOTP({
    issuer: "Reactline",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });

/** A new secret for an authenticator app: 160 bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The 30-second step (counted from 1970) whose code this is, or null when it is none of about now. */
export function totpStep(secret: string, code: string, nowMs = Date.now()): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_S) + delta;
}
