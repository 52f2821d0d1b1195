import { z } from "zod";
import { database } from "#lib/storage/database.ts";
import { endStudioSession, startStudioSession } from "#lib/storage/studio-sessions.ts";
import { readStudioToken } from "./studio-token.ts";

/** However much a session is used, it ends this long after signing in. */
export const EIGHT_HOURS_S = 8 * 60 * 60;

/** Who asks to sign in, as far as their request tells. */
export interface Visitor {
  address: string;
  userAgent: string;
  cookie: string | undefined;
}

const headersSchema = z.object({
  "x-forwarded-for": z.string().catch("unknown"),
  "user-agent": z.string().catch(""),
  cookie: z.string().optional().catch(undefined),
});

/** Reads next-auth's copy of the headers. */
export function visitorOf(headers: unknown): Visitor {
  const parsed = headersSchema.parse(headers ?? {});
  return {
    // The last hop is our own server's word (from the socket), or the proxy's in front of it.
    address: (parsed["x-forwarded-for"].split(",").at(-1) ?? "").trim(),
    userAgent: parsed["user-agent"].slice(0, 400),
    cookie: parsed.cookie,
  };
}

/** A new session, never one that the browser brought: what was signed in with the same cookie ends. */
export async function startSession(userId: number, visitor: Visitor): Promise<string> {
  const before = await readStudioToken(visitor.cookie);
  if (before) await endStudioSession(database(), before.userId, before.sessionId);
  return startStudioSession(database(), {
    userId,
    userAgent: visitor.userAgent,
    address: visitor.address,
    expiresAt: new Date(Date.now() + EIGHT_HOURS_S * 1000),
  });
}
