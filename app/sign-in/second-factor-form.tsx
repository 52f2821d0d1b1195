"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { FormProblem } from "#app/form-problem.tsx";
import { askToSignIn } from "./ask-to-sign-in.ts";

interface SecondFactorFormProps {
  credentials: { email: string; password: string };
  target: string;
  onBack: () => void;
}

/** The second step of signing in, for those who switched it on. */
export function SecondFactorForm({ credentials, target, onBack }: SecondFactorFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { code: "" },
    validate: { code: (value) => (value.trim() === "" ? "Enter a code" : null) },
  });

  const send = form.onSubmit(async ({ code }) => {
    setProblem(null);
    setSending(true);
    const outcome = await askToSignIn({ ...credentials, code });
    if (outcome === "signed-in") {
      window.location.assign(target);
      return;
    }
    setSending(false);
    setProblem(outcome === "second-factor" ? "Enter a code." : outcome.problem);
  });

  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <FormProblem testId="sign-in-problem">{problem}</FormProblem>
        <TextInput
          label="Code"
          description="Six digits from your authenticator app, or one of your recovery codes"
          name="code"
          inputMode="text"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          size="md"
          data-autofocus
          autoFocus
          key={form.key("code")}
          {...form.getInputProps("code")}
        />
        <Button type="submit" size="md" loading={sending} fullWidth>
          Sign in
        </Button>
        <Button variant="subtle" size="sm" onClick={onBack}>
          Back
        </Button>
      </Stack>
    </form>
  );
}
