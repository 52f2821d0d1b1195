import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const QUARTER_HOUR_S = 15 * 60;

const byAddress = new RateLimiterMemory({
  keyPrefix: "sign-in-address",
  points: 50,
  duration: QUARTER_HOUR_S,
});
const byEmail = new RateLimiterMemory({ keyPrefix: "sign-in-email", points: 10, duration: QUARTER_HOUR_S });
const resetsByEmail = new RateLimiterMemory({
  keyPrefix: "reset-email",
  points: 3,
  duration: QUARTER_HOUR_S,
});

async function take(limiter: RateLimiterAbstract, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}

/**
 * Take one attempt at a password or a second factor from both budgets, of the address and of the account. False
 * when either is used up; a success gives the account's back.
 */
export async function takeSignInAttempt(email: string, address: string): Promise<boolean> {
  return (await take(byAddress, address)) && (await take(byEmail, email));
}

export async function forgetSignInAttempts(email: string): Promise<void> {
  await byEmail.delete(email);
}

/** Whether another letter about a new password may go to this address: nobody's mailbox is flooded through us. */
export function takeResetRequest(email: string): Promise<boolean> {
  return take(resetsByEmail, email);
}
