"use client";

import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { toastProblem } from "#app/studio/toasts.ts";
import { exclusionRequest, MAX_EXCLUSION_REASON } from "#lib/protocol/session-list.ts";

interface ReasonDialogProps {
  opened: boolean;
  title: string;
  /** What follows from it. */
  children: string;
  placeholder: string;
  /** The deed, as on the button that led here. */
  confirmLabel: string;
  onConfirm: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the reason of a decision about a respondent. Stays open, with a toast, when the deed failed. */
export function ReasonDialog({
  opened,
  title,
  children,
  placeholder,
  confirmLabel,
  onConfirm,
  onClose,
}: ReasonDialogProps) {
  const form = useForm({
    initialValues: { reason: "" },
    validate: schemaResolver(exclusionRequest, { sync: true }),
  });
  const confirm = form.onSubmit(async ({ reason }) => {
    try {
      await onConfirm(reason);
    } catch (problem) {
      toastProblem(problem);
      return;
    }
    onClose();
    form.reset();
  });
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <form onSubmit={confirm} noValidate>
        <Stack gap="sm">
          <Text size="sm">{children}</Text>
          <Textarea
            label="Reason"
            placeholder={placeholder}
            autosize
            minRows={2}
            maxLength={MAX_EXCLUSION_REASON}
            data-autofocus
            {...form.getInputProps("reason")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={form.submitting}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
