"use client";

import { Button, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { send } from "#app/api-client/send-json.ts";
import { toastDone, toastProblem } from "#app/studio/toasts.ts";
import { renameRequest } from "#lib/protocol/people.ts";
import classes from "./account.module.css";
import { Card } from "./card.tsx";

export function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name },
    validate: schemaResolver(renameRequest, { sync: true }),
  });
  const submit = form.onSubmit(async (values) => {
    setSending(true);
    try {
      await send("PATCH", "/api/account", values);
      toastDone("Your name is changed.");
      router.refresh();
    } catch (error) {
      toastProblem(error);
    }
    setSending(false);
  });
  return (
    <Card title="Name" lead="How your colleagues see you.">
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput label="Name" autoComplete="name" key={form.key("name")} {...form.getInputProps("name")} />
        <Button type="submit" loading={sending}>
          Save the name
        </Button>
      </form>
    </Card>
  );
}
