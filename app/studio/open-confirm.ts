"use client";

import { modals } from "@mantine/modals";

/** Asks before a deed. The focus waits on the answer that changes nothing, and not on the cross of the dialog. */
export function openConfirm(asked: Parameters<typeof modals.openConfirmModal>[0]): void {
  modals.openConfirmModal({ ...asked, cancelProps: { "data-autofocus": true } });
}
