import { createSharedLimiter, type SharedLimiter } from "#lib/cluster/shared-limiter.ts";
import { AppError } from "#lib/protocol/app-error.ts";

// A panel's viewers can share one address (an office, a carrier's gateway), so these bound floods, not people.
const PER_ADDRESS_A_MINUTE = 300;

const viewers = createSharedLimiter({ name: "watch", points: PER_ADDRESS_A_MINUTE, durationSeconds: 60 });

// Invitations and new passwords: nobody needs more of them, and each may cost a slow hash or a letter.
const PER_ADDRESS_A_QUARTER_HOUR = 50;

const accounts = createSharedLimiter({
  name: "account",
  points: PER_ADDRESS_A_QUARTER_HOUR,
  durationSeconds: 15 * 60,
});

/** Where a request comes from, as far as it can be known. */
export function addressOf(request: Request): string {
  // The last hop is our own server's word (Next sets it from the socket), or the proxy's in front of it.
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
}

/** Count this request of a viewer against their address. Throws `too-many`. */
export function limitByAddress(request: Request): Promise<void> {
  return count(viewers, request);
}

/** Count this request of a stranger about an account against their address. Throws `too-many`. */
export function limitAccountRequests(request: Request): Promise<void> {
  return count(accounts, request);
}

async function count(limiter: SharedLimiter, request: Request): Promise<void> {
  if (!(await limiter.take(addressOf(request)))) throw new AppError("too-many");
}
