"use client";

import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { sendJson } from "#app/api-client/send-json.ts";
import { FormProblem } from "#app/form-problem.tsx";
import { inviteRequest, type LinkResponse, linkResponse, type Role } from "#lib/protocol/people.ts";
import { ROLE_OPTIONS, renderRole } from "./role-options.tsx";

export function InviteForm({ onMade }: { onMade: (email: string, link: LinkResponse) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useForm<{ email: string; role: Role }>({
    mode: "uncontrolled",
    initialValues: { email: "", role: "viewer" },
    validate: schemaResolver(inviteRequest, { sync: true }),
  });

  const submit = form.onSubmit(async (values) => {
    setProblem(null);
    setSending(true);
    try {
      onMade(values.email, await sendJson("POST", "/api/members/invitations", values, linkResponse));
    } catch (error) {
      setProblem(problemOf(error));
      setSending(false);
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem>{problem}</FormProblem>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          data-autofocus
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <Select
          label="Role"
          data={ROLE_OPTIONS}
          renderOption={renderRole}
          allowDeselect={false}
          key={form.key("role")}
          {...form.getInputProps("role")}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={sending}>
            Make the invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
