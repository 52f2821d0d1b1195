import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { log } from "#lib/server/log.ts";
import { database } from "#lib/storage/database.ts";
import { findUserByEmail } from "#lib/storage/find-user.ts";
import { endStudioSession } from "#lib/storage/studio-sessions.ts";
import { passwordFits } from "./password.ts";
import { secondFactorFits } from "./second-factor.ts";
import { secret } from "./secret.ts";
import { forgetSignInAttempts, takeSignInAttempt } from "./sign-in-attempts.ts";
import { EIGHT_HOURS_S, startSession, visitorOf } from "./start-session.ts";
import { studioClaimsSchema } from "./studio-token.ts";

declare module "next-auth" {
  interface Session {
    userId?: number;
    sessionId?: string;
  }
  interface User {
    /** Of the row in the database that this sign-in made; without it a cookie is worth nothing. */
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    userId?: number;
    sessionId?: string;
  }
}

const credentialsSchema = z.object({
  email: z
    .email()
    .max(200)
    .transform((email) => email.toLowerCase()),
  password: z.string().min(1).max(200),
  /** Of the authenticator app, or a recovery code. */
  code: z.string().max(64).default(""),
});

/** Thrown into next-auth, which hands the message to the sign-in page as its error code. */
const TOO_MANY = "too-many";
const SECOND_FACTOR_WANTED = "second-factor";
const SECOND_FACTOR_WRONG = "second-factor-wrong";

/** next-auth's options: credentials, a JWT that carries the ids of the user and their session. */
export function authOptions(): NextAuthOptions {
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge: EIGHT_HOURS_S },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: { error: (code) => log().warn({ code }, "next-auth"), warn: () => {}, debug: () => {} },
    providers: [
      credentials({
        name: "E-mail and password",
        credentials: { email: {}, password: {}, code: {} },
        async authorize(input, request) {
          const parsed = credentialsSchema.safeParse(input);
          if (!parsed.success) return null;
          const { email, password, code } = parsed.data;
          const visitor = visitorOf(request.headers);
          if (!(await takeSignInAttempt(email, visitor.address))) throw new Error(TOO_MANY);
          const user = await findUserByEmail(database(), email);
          if (!(await passwordFits(password, user?.passwordHash ?? null)) || !user) return null;
          if (user.totpEnabledAt !== null) {
            if (code === "") throw new Error(SECOND_FACTOR_WANTED);
            if (!(await secondFactorFits(database(), user, code))) throw new Error(SECOND_FACTOR_WRONG);
          }
          await forgetSignInAttempts(email);
          const sessionId = await startSession(user.id, visitor);
          return { id: String(user.id), email: user.email, name: user.name, sessionId };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user ? { ...token, userId: Number(user.id), sessionId: user.sessionId } : token;
      },
      session({ session, token }) {
        const claims = studioClaimsSchema.safeParse(token);
        return claims.success ? { ...session, ...claims.data } : session;
      },
    },
    events: {
      // A copy of the cookie is worth nothing after signing out.
      async signOut({ token }) {
        const claims = studioClaimsSchema.safeParse(token);
        if (claims.success) await endStudioSession(database(), claims.data.userId, claims.data.sessionId);
      },
    },
  };
}
