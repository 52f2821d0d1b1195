"use client";

import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { send } from "#app/api-client/send-json.ts";
import { FormProblem } from "#app/form-problem.tsx";
import { askResetRequest } from "#lib/protocol/people.ts";

export function ForgotPasswordForm({ byMail }: { byMail: boolean }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"asking" | "sending" | "asked">("asking");
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "" },
    validate: schemaResolver(askResetRequest, { sync: true }),
  });

  const submit = form.onSubmit(async (values) => {
    setProblem(null);
    setState("sending");
    try {
      await send("POST", "/api/password-resets", values);
      setState("asked");
    } catch (error) {
      setProblem(problemOf(error));
      setState("asking");
    }
  });

  if (state === "asked") {
    return (
      <Stack gap="md">
        <Alert color="green" variant="light" icon={<IconCheck size={18} />} role="status">
          {byMail
            ? "If there is an account with this address, a link is on its way to it. It works once, within an hour."
            : "If there is an account with this address, its owners now see that you ask. Tell one of them."}
        </Alert>
        <BackToSignIn />
      </Stack>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem>{problem}</FormProblem>
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          size="md"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <Button type="submit" size="md" loading={state === "sending"} fullWidth>
          {byMail ? "Send the link" : "Ask the owners"}
        </Button>
        <BackToSignIn />
      </Stack>
    </form>
  );
}

function BackToSignIn() {
  return (
    <Anchor component={Link} href="/sign-in" size="sm" ta="center" underline="always">
      Back to signing in
    </Anchor>
  );
}
