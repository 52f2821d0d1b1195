"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { sendJson } from "#app/api-client/send-json.ts";
import { FormProblem } from "#app/form-problem.tsx";
import { NewPasswordField } from "#app/new-password-field.tsx";
import { useEntry } from "#app/sign-in/use-entry.ts";
import { acceptInvitationRequest, accountResponse } from "#lib/protocol/people.ts";

export function AcceptForm({ token, email }: { token: string; email: string }) {
  const { problem, sending, enter } = useEntry(email);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", password: "" },
    validate: schemaResolver(acceptInvitationRequest.omit({ token: true }), { sync: true }),
  });
  const submit = form.onSubmit(({ name, password }) =>
    enter(password, () =>
      sendJson("POST", "/api/invitations/accept", { token, name, password }, accountResponse),
    ),
  );

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
        <NewPasswordField
          label="Password"
          name="password"
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
