"use client";

import { NumberInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type CampaignDraft, MAX_RETENTION_DAYS } from "#lib/protocol/campaign-setup.ts";

/** The fields of a campaign that its viewers read. */
export function CampaignWords({
  form,
  disabled,
}: {
  form: UseFormReturnType<CampaignDraft>;
  disabled?: boolean;
}) {
  const common = { disabled: disabled ?? false };
  return (
    <>
      <TextInput
        label="Title"
        description="Viewers see it above the invitation."
        placeholder="Spring spot, two endings"
        maxLength={120}
        required
        {...common}
        key={form.key("title")}
        {...form.getInputProps("title")}
      />
      <Textarea
        label="Purpose"
        description="What you want to learn, and what it will be used for. Viewers read it before they consent."
        placeholder="We want to know which of two endings people enjoy more, before the film is shown on television."
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1_000}
        required
        {...common}
        key={form.key("purpose")}
        {...form.getInputProps("purpose")}
      />
      <NumberInput
        label="Days the numbers are kept"
        description="The consent text says it; then they are destroyed."
        min={1}
        max={MAX_RETENTION_DAYS}
        allowDecimal={false}
        maw={260}
        required
        {...common}
        key={form.key("retentionDays")}
        {...form.getInputProps("retentionDays")}
      />
    </>
  );
}
