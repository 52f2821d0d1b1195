import { decode } from "next-auth/jwt";
import { z } from "zod";
import { loadStudioUser, type StudioUser } from "./load-studio-user.ts";
import { secret } from "./secret.ts";

const NAMES = ["__Secure-next-auth.session-token", "next-auth.session-token"];
const tokenSchema = z.object({ userId: z.number().int() });

/**
 * The signed-in user of a socket's handshake, by the same cookie as the pages; null when there is none or it is
 * not ours. Next's own request helpers do not exist outside its routes.
 */
export async function verifyStudioCookie(cookieHeader: string | undefined): Promise<StudioUser | null> {
  const cookies = (cookieHeader ?? "").split(/;\s*/).map((pair) => pair.split("=", 2));
  const token = cookies.find(([name]) => NAMES.includes(name ?? ""))?.[1];
  if (!token) return null;
  try {
    const claims = tokenSchema.parse(await decode({ token: decodeURIComponent(token), secret: secret() }));
    return await loadStudioUser(claims.userId);
  } catch {
    return null;
  }
}
