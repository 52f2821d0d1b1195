"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { sendJson } from "#app/api-client/send-json.ts";
import { FormProblem } from "#app/form-problem.tsx";
import { askToSignIn } from "#app/sign-in/ask-to-sign-in.ts";
import { acceptInvitationRequest, accountResponse, SHORTEST_PASSWORD } from "#lib/protocol/people.ts";

export function AcceptForm({ token, email }: { token: string; email: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", password: "" },
    validate: schemaResolver(acceptInvitationRequest.omit({ token: true }), { sync: true }),
  });

  const submit = form.onSubmit(async ({ name, password }) => {
    setProblem(null);
    setSending(true);
    try {
      await sendJson("POST", "/api/invitations/accept", { token, name, password }, accountResponse);
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
        <TextInput label="E-mail" type="email" autoComplete="username" size="md" value={email} readOnly />
        <TextInput
          label="Your name"
          name="name"
          autoComplete="name"
          size="md"
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST_PASSWORD} characters; several words make a good one`}
          name="password"
          autoComplete="new-password"
          size="md"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" loading={sending} fullWidth>
          Join
        </Button>
      </Stack>
    </form>
  );
}
