"use client";

import { Button, Group, Text } from "@mantine/core";
import { type ReactNode, type RefObject, useState } from "react";
import { Dialog } from "#app/studio/dialog.tsx";
import { toastProblem } from "#app/studio/toasts.ts";

interface ConfirmDialogProps {
  opened: boolean;
  opener?: RefObject<HTMLElement | null>;
  title: string;
  children: ReactNode;
  /** The deed, as on the button that led here. */
  confirmLabel: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before what cannot be undone. Stays open, with a toast, when the deed failed. */
export function ConfirmDialog({
  opened,
  opener,
  title,
  children,
  confirmLabel,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const [working, setWorking] = useState(false);
  const confirm = async () => {
    setWorking(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      toastProblem(error);
    } finally {
      setWorking(false);
    }
  };
  return (
    <Dialog opened={opened} {...(opener && { opener })} onClose={onClose} title={title} centered>
      <Text size="sm" component="div">
        {children}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red" variant="filled" loading={working} onClick={confirm}>
          {confirmLabel}
        </Button>
      </Group>
    </Dialog>
  );
}
