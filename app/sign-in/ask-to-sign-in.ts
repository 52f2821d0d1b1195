import { signIn } from "next-auth/react";

/** What came of an attempt; "second-factor" asks for a code beside the password. */
export type SignInOutcome = "signed-in" | "second-factor" | { problem: string };

/** What next-auth answers, as a sentence that says what to do. */
function problemText(code: string): string {
  if (code === "too-many") return "Too many attempts. Wait a quarter of an hour, then try again.";
  if (code === "CredentialsSignin") return "E-mail and password do not match. Check both and try again.";
  if (code === "second-factor-wrong") return "That code does not fit. Wait for the next one and try again.";
  return "Signing in did not work. Reload the page and try again.";
}

export async function askToSignIn(credentials: {
  email: string;
  password: string;
  code?: string;
}): Promise<SignInOutcome> {
  const answer = await signIn("credentials", { ...credentials, redirect: false }).catch(() => undefined);
  if (answer === undefined) return { problem: "The server does not answer. Try again." };
  if (answer.ok && !answer.error) return "signed-in";
  if (answer.error === "second-factor") return "second-factor";
  return { problem: problemText(answer.error ?? "") };
}
