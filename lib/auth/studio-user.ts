import { getServerSession } from "next-auth/next";
import { loadStudioUser, type StudioUser } from "./load-studio-user.ts";
import { authOptions } from "./next-auth-options.ts";

export type { StudioUser };

/** The signed-in user of this request, or null. For server components and route handlers. */
export async function currentUser(): Promise<StudioUser | null> {
  const session = await getServerSession(authOptions());
  return session?.userId ? loadStudioUser(session.userId) : null;
}
