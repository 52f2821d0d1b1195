"use client";

import { Button, PasswordInput, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { sendJson } from "#app/api-client/send-json.ts";
import { FormProblem } from "#app/form-problem.tsx";
import { askToSignIn } from "#app/sign-in/ask-to-sign-in.ts";
import { accountResponse, SHORTEST_PASSWORD, useResetRequest } from "#lib/protocol/people.ts";

export function ResetForm({ token, email }: { token: string; email: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: schemaResolver(useResetRequest.omit({ token: true }), { sync: true }),
  });

  const submit = form.onSubmit(async ({ password }) => {
    setProblem(null);
    setSending(true);
    try {
      await sendJson("POST", "/api/password-resets/use", { token, password }, accountResponse);
      // Who has a second factor is asked for it by the sign-in page.
      const outcome = await askToSignIn({ email, password });
      window.location.assign(outcome === "signed-in" ? "/studio" : "/sign-in");
    } catch (error) {
      setProblem(problemOf(error));
      setSending(false);
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem>{problem}</FormProblem>
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label="New password"
          description={`At least ${SHORTEST_PASSWORD} characters; several words make a good one`}
          name="password"
          autoComplete="new-password"
          size="md"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" loading={sending} fullWidth>
          Set the password
        </Button>
      </Stack>
    </form>
  );
}
