"use client";

import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { passwordAgainRequest } from "#lib/protocol/people.ts";

interface PasswordAgainFormProps {
  label: string;
  onPassword: (password: string) => Promise<void>;
}

/** Before something changes who can sign in: is it you at this browser? */
export function PasswordAgainForm({ label, onPassword }: PasswordAgainFormProps) {
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: schemaResolver(passwordAgainRequest, { sync: true }),
  });
  const submit = form.onSubmit(async ({ password }) => {
    setSending(true);
    try {
      await onPassword(password);
    } catch (error) {
      form.setFieldError("password", problemOf(error));
      setSending(false);
    }
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">Enter your password to go on.</Text>
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          data-autofocus
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={sending}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
