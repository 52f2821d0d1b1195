import { loadStudioUser, type StudioUser } from "./load-studio-user.ts";
import { readStudioToken } from "./studio-token.ts";

/**
 * The signed-in user of a socket's handshake, by the same cookie as the pages; null when there is none, it is not
 * ours or its session has ended.
 */
export async function verifyStudioCookie(cookieHeader: string | undefined): Promise<StudioUser | null> {
  const claims = await readStudioToken(cookieHeader);
  return claims && loadStudioUser(claims);
}
