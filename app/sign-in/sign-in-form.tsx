"use client";

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertCircle } from "@tabler/icons-react";
import { signIn } from "next-auth/react";
import { useState } from "react";

/** What next-auth answers, as a sentence that says what to do. */
function problemText(code: string | undefined): string {
  if (code === "too-many") return "Too many attempts. Wait a quarter of an hour, then try again.";
  if (code === "CredentialsSignin") return "E-mail and password do not match. Check both and try again.";
  return "Signing in did not work. Reload the page and try again.";
}

export function SignInForm({ target }: { target: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
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
    const answer = await signIn("credentials", { email: email.trim(), password, redirect: false }).catch(
      () => undefined,
    );
    if (answer?.ok && !answer.error) {
      // A full load, so that every server component sees the new session.
      window.location.assign(target);
      return;
    }
    setProblem(
      answer === undefined ? "The server does not answer. Try again." : problemText(answer.error ?? ""),
    );
    setSending(false);
  });

  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        {problem !== null && (
          <Alert
            color="red"
            variant="light"
            icon={<IconAlertCircle size={18} />}
            role="alert"
            data-testid="sign-in-problem"
          >
            {problem}
          </Alert>
        )}
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
      </Stack>
    </form>
  );
}
