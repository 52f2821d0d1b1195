"use client";

import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { toastProblem } from "#app/studio/toasts.ts";

const UNDO_FOR_MS = 12_000;

/** Says what was done, and offers for a while to take it back. */
export function toastWithUndo(message: string, undo: () => Promise<unknown>): void {
  const toast = notifications.show({
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(toast);
            undo().catch(toastProblem);
          }}
        >
          Undo
        </Button>
      </Group>
    ),
    autoClose: UNDO_FOR_MS,
  });
}
