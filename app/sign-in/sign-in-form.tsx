"use client";

import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import Link from "next/link";
import { useState } from "react";
import { FormProblem } from "#app/form-problem.tsx";
import { askToSignIn } from "./ask-to-sign-in.ts";
import { SecondFactorForm } from "./second-factor-form.tsx";

export function SignInForm({ target }: { target: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [known, setKnown] = useState<{ email: string; password: string } | null>(null);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.includes("@") ? null : "Enter your e-mail address"),
      password: (value) => (value === "" ? "Enter your password" : null),
    },
  });

  const send = form.onSubmit(async ({ email, password }) => {
    setProblem(null);
    setSending(true);
    const credentials = { email: email.trim(), password };
    const outcome = await askToSignIn(credentials);
    if (outcome === "signed-in") {
      // A full load, so that every server component sees the new session.
      window.location.assign(target);
      return;
    }
    setSending(false);
    if (outcome === "second-factor") setKnown(credentials);
    else setProblem(outcome.problem);
  });

  if (known !== null)
    return <SecondFactorForm credentials={known} target={target} onBack={() => setKnown(null)} />;
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <FormProblem testId="sign-in-problem">{problem}</FormProblem>
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          size="md"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          size="md"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" loading={sending} fullWidth>
          Sign in
        </Button>
        <Anchor component={Link} href="/forgot-password" size="sm" ta="center" underline="always">
          Forgot your password?
        </Anchor>
      </Stack>
    </form>
  );
}
