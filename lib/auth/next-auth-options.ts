import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { log } from "#lib/server/log.ts";
import { database } from "#lib/storage/database.ts";
import { findUserByEmail } from "#lib/storage/find-user.ts";
import { passwordFits } from "./password.ts";
import { secret } from "./secret.ts";
import { forgetSignInAttempts, takeSignInAttempt } from "./sign-in-attempts.ts";

declare module "next-auth" {
  interface Session {
    userId?: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    userId?: number;
  }
}

const credentialsSchema = z.object({
  email: z
    .email()
    .max(200)
    .transform((email) => email.toLowerCase()),
  password: z.string().min(1).max(200),
});

/** Thrown into next-auth, which hands the message to the sign-in page as its error code. */
const TOO_MANY = "too-many";

const EIGHT_HOURS_S = 8 * 60 * 60;

function addressOf(headers: unknown): string {
  const forwarded = z.object({ "x-forwarded-for": z.string() }).safeParse(headers);
  return forwarded.success ? (forwarded.data["x-forwarded-for"].split(",").at(-1) ?? "").trim() : "unknown";
}

/** next-auth's options: credentials, a signed JWT that carries the user's id, nothing else. */
export function authOptions(): NextAuthOptions {
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge: EIGHT_HOURS_S },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: { error: (code) => log().warn({ code }, "next-auth"), warn: () => {}, debug: () => {} },
    providers: [
      credentials({
        name: "E-mail and password",
        credentials: { email: {}, password: {} },
        async authorize(input, request) {
          const parsed = credentialsSchema.safeParse(input);
          if (!parsed.success) return null;
          const { email, password } = parsed.data;
          if (!(await takeSignInAttempt(email, addressOf(request.headers)))) throw new Error(TOO_MANY);
          const user = await findUserByEmail(database(), email);
          if (!(await passwordFits(password, user?.passwordHash ?? null)) || !user) return null;
          await forgetSignInAttempts(email);
          return { id: String(user.id), email: user.email, name: user.name };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user ? { ...token, userId: Number(user.id) } : token;
      },
      session({ session, token }) {
        return token.userId === undefined ? session : { ...session, userId: token.userId };
      },
    },
  };
}
