"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { SHORTEST_PASSWORD } from "#lib/protocol/people.ts";

/** Where a password is chosen: says what is asked of one, and lets the browser propose one. */
export function NewPasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      description={`At least ${SHORTEST_PASSWORD} characters; several words make a good one`}
      autoComplete="new-password"
      {...props}
    />
  );
}
