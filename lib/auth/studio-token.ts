import { decode } from "next-auth/jwt";
import { z } from "zod";
import { secret } from "./secret.ts";

/** What the cookie of a signed-in browser says; the database says whether it still holds. */
export const studioClaimsSchema = z.object({ userId: z.number().int(), sessionId: z.uuid() });
export type StudioClaims = z.infer<typeof studioClaimsSchema>;

const NAMES = ["__Secure-next-auth.session-token", "next-auth.session-token"];

/** The claims of a Cookie header, or null when it has none of ours. Next's own helpers exist in its routes alone. */
export async function readStudioToken(cookieHeader: string | undefined): Promise<StudioClaims | null> {
  const cookies = (cookieHeader ?? "").split(/;\s*/).map((pair) => pair.split("=", 2));
  const token = cookies.find(([name]) => NAMES.includes(name ?? ""))?.[1];
  if (!token) return null;
  try {
    return studioClaimsSchema.parse(await decode({ token: decodeURIComponent(token), secret: secret() }));
  } catch {
    return null;
  }
}
