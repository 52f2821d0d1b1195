import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const byAddress = new RateLimiterMemory({ keyPrefix: "sign-in-address", points: 50, duration: 15 * 60 });
const byEmail = new RateLimiterMemory({ keyPrefix: "sign-in-email", points: 10, duration: 15 * 60 });

/** Take one attempt from both budgets. False when either is used up; a success gives the e-mail's back. */
export async function takeSignInAttempt(email: string, address: string): Promise<boolean> {
  try {
    await byAddress.consume(address);
    await byEmail.consume(email);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}

export async function forgetSignInAttempts(email: string): Promise<void> {
  await byEmail.delete(email);
}
