import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { secret } from "./secret.ts";

/** What a viewer's page presents in the socket's handshake. It opens one session and nothing else. */
export interface TicketClaims {
  sessionId: number;
  publicId: string;
  campaignId: number;
}

const AUDIENCE = "capture";
const LIFETIME = "15m";

const claimsSchema = z.object({ sid: z.number().int(), pid: z.string(), cid: z.number().int() });

const key = () => new TextEncoder().encode(secret());

/** Sign a ticket that is good for fifteen minutes; a longer session renews it by its cookie. */
export function mintTicket(claims: TicketClaims): Promise<string> {
  return new SignJWT({ sid: claims.sessionId, pid: claims.publicId, cid: claims.campaignId })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(LIFETIME)
    .sign(key());
}

/** The claims of a ticket that this server signed and that has not expired, else null. */
export async function verifyTicket(ticket: string): Promise<TicketClaims | null> {
  try {
    const { payload } = await jwtVerify(ticket, key(), { audience: AUDIENCE, algorithms: ["HS256"] });
    const claims = claimsSchema.parse(payload);
    return { sessionId: claims.sid, publicId: claims.pid, campaignId: claims.cid };
  } catch {
    return null;
  }
}
