import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/protocol/app-error.ts";

// A panel's viewers can share one address (an office, a carrier's gateway), so these bound floods, not people.
const PER_ADDRESS_A_MINUTE = 300;

const limiter = new RateLimiterMemory({ keyPrefix: "watch", points: PER_ADDRESS_A_MINUTE, duration: 60 });

/** Count this request of a stranger against their address. Throws `too-many`. */
export async function limitByAddress(request: Request): Promise<void> {
  // The last hop is our own server's word (Next sets it from the socket), or the proxy's in front of it.
  const address = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
  try {
    await limiter.consume(address);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new AppError("too-many");
    throw refusal;
  }
}
