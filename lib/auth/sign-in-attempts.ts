import { createSharedLimiter } from "#lib/cluster/shared-limiter.ts";

const QUARTER_HOUR_S = 15 * 60;

const byAddress = createSharedLimiter({
  name: "sign-in-address",
  points: 50,
  durationSeconds: QUARTER_HOUR_S,
});
const byEmail = createSharedLimiter({ name: "sign-in-email", points: 10, durationSeconds: QUARTER_HOUR_S });
const resetsByEmail = createSharedLimiter({
  name: "reset-email",
  points: 3,
  durationSeconds: QUARTER_HOUR_S,
});

/**
 * Take one attempt at a password or a second factor from both budgets, of the address and of the account. False
 * when either is used up; a success gives the account's back.
 */
export async function takeSignInAttempt(email: string, address: string): Promise<boolean> {
  return (await byAddress.take(address)) && (await byEmail.take(email));
}

export async function forgetSignInAttempts(email: string): Promise<void> {
  await byEmail.forget(email);
}

/** Whether another letter about a new password may go to this address: nobody's mailbox is flooded through us. */
export function takeResetRequest(email: string): Promise<boolean> {
  return resetsByEmail.take(email);
}
