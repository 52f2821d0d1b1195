"use client";

import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { askToSignIn } from "./ask-to-sign-in.ts";

interface Entry {
  problem: string | null;
  sending: boolean;
  /** Does `change`, after which `password` holds, and leads into the studio. */
  enter: (password: string, change: () => Promise<unknown>) => Promise<void>;
}

/** For who comes by a link and chooses a password: what they asked is done, and they are signed in with it. */
export function useEntry(email: string): Entry {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  return {
    problem,
    sending,
    async enter(password, change) {
      setProblem(null);
      setSending(true);
      try {
        await change();
        // Who has a second factor is asked for it by the sign-in page.
        const outcome = await askToSignIn({ email, password });
        window.location.assign(outcome === "signed-in" ? "/studio" : "/sign-in");
      } catch (error) {
        setProblem(problemOf(error));
        setSending(false);
      }
    },
  };
}
