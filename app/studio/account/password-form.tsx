"use client";

import { Button, PasswordInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { send } from "#app/api-client/send-json.ts";
import { NewPasswordField } from "#app/new-password-field.tsx";
import { ApiError } from "#app/studio/api-client/fetch-json.ts";
import { toastDone, toastProblem } from "#app/studio/toasts.ts";
import { changePasswordRequest } from "#lib/protocol/people.ts";
import classes from "./account.module.css";
import { Card } from "./card.tsx";

export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current: "", next: "" },
    validate: schemaResolver(changePasswordRequest, { sync: true }),
  });
  const submit = form.onSubmit(async (values) => {
    setSending(true);
    try {
      await send("POST", "/api/account/password", values);
      toastDone("Your password is changed. Other browsers are signed out.");
      form.reset();
      router.refresh();
    } catch (error) {
      if (error instanceof ApiError && error.code === "wrong-password")
        form.setFieldError("current", error.message);
      else toastProblem(error);
    }
    setSending(false);
  });
  return (
    <Card title="Password" lead="Changing it signs out every other browser.">
      <form className={classes.form} onSubmit={submit} noValidate>
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          key={form.key("current")}
          {...form.getInputProps("current")}
        />
        <NewPasswordField label="New password" key={form.key("next")} {...form.getInputProps("next")} />
        <Button type="submit" loading={sending}>
          Change the password
        </Button>
      </form>
    </Card>
  );
}
