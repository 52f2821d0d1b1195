"use client";

import { Button, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { sendJson } from "#app/api-client/send-json.ts";
import { FormProblem } from "#app/form-problem.tsx";
import { NewPasswordField } from "#app/new-password-field.tsx";
import { useEntry } from "#app/sign-in/use-entry.ts";
import { accountResponse, useResetRequest } from "#lib/protocol/people.ts";

export function ResetForm({ token, email }: { token: string; email: string }) {
  const { problem, sending, enter } = useEntry(email);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: schemaResolver(useResetRequest.omit({ token: true }), { sync: true }),
  });
  const submit = form.onSubmit(({ password }) =>
    enter(password, () => sendJson("POST", "/api/password-resets/use", { token, password }, accountResponse)),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem>{problem}</FormProblem>
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordField
          label="New password"
          name="password"
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
