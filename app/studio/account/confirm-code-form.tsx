"use client";

import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { problemOf } from "#app/api-client/problem-of.ts";
import { sendJson } from "#app/api-client/send-json.ts";
import { confirmCodeRequest, type PendingSecondFactor, recoveryCodesResponse } from "#lib/protocol/people.ts";
import classes from "./account.module.css";

interface ConfirmCodeFormProps {
  pending: PendingSecondFactor;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
}

/** The secret as a picture for the app and as text for who cannot scan it, and the code that proves it arrived. */
export function ConfirmCodeForm({ pending, onConfirmed }: ConfirmCodeFormProps) {
  const [sending, setSending] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { code: "" },
    validate: schemaResolver(confirmCodeRequest, { sync: true }),
  });
  const submit = form.onSubmit(async (values) => {
    setSending(true);
    try {
      const answer = await sendJson("PUT", "/api/account/second-factor", values, recoveryCodesResponse);
      onConfirmed(answer.recoveryCodes);
    } catch (error) {
      form.setFieldError("code", problemOf(error));
      setSending(false);
    }
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">Scan this with your authenticator app.</Text>
        {/* biome-ignore lint/performance/noImgElement: a drawing made in the answer itself, nothing to optimise. */}
        <img
          className={classes.qr}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(pending.qrSvg)}`}
          alt="QR code with the secret that stands below it"
        />
        <div>
          <Text size="xs" c="dimmed">
            Or type this secret into it
          </Text>
          <span className={classes.secret} data-testid="totp-secret">
            {pending.secret}
          </span>
        </div>
        <TextInput
          label="Code that the app shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
          key={form.key("code")}
          {...form.getInputProps("code")}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={sending}>
            Switch on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
