import { cookies } from "next/headers";
import { publicUrl } from "#lib/server/env.ts";

const NAME = "reactline-session";
const ONE_DAY_S = 24 * 60 * 60;

/** Keep the session's key in the viewer's browser: out of reach of scripts, sent to this study's routes alone. */
export async function setSessionCookie(slug: string, sessionKey: string): Promise<void> {
  (await cookies()).set(NAME, sessionKey, {
    httpOnly: true,
    sameSite: "strict",
    secure: publicUrl().startsWith("https:"),
    path: `/api/watch/${slug}`,
    maxAge: ONE_DAY_S,
  });
}

/** The session key of this browser for the study whose route is asked, or null. */
export async function sessionCookie(): Promise<string | null> {
  return (await cookies()).get(NAME)?.value ?? null;
}

/** The browser forgets the session's key: it was withdrawn. */
export async function clearSessionCookie(slug: string): Promise<void> {
  (await cookies()).set(NAME, "", {
    httpOnly: true,
    sameSite: "strict",
    path: `/api/watch/${slug}`,
    maxAge: 0,
  });
}
