import { getServerSession } from "next-auth/next";
import { loadStudioUser, type StudioUser } from "./load-studio-user.ts";
import { authOptions } from "./next-auth-options.ts";
import { studioClaimsSchema } from "./studio-token.ts";

export type { StudioUser };

/** The signed-in user of this request with the id of their session, or null. */
export async function currentSignIn(): Promise<{ user: StudioUser; sessionId: string } | null> {
  const claims = studioClaimsSchema.safeParse(await getServerSession(authOptions()));
  if (!claims.success) return null;
  const user = await loadStudioUser(claims.data);
  return user && { user, sessionId: claims.data.sessionId };
}

/** The signed-in user of this request, or null. For server components and route handlers. */
export async function currentUser(): Promise<StudioUser | null> {
  return (await currentSignIn())?.user ?? null;
}
