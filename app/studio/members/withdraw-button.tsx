"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { send } from "#app/api-client/send-json.ts";
import { ConfirmDialog } from "#app/studio/confirm-dialog.tsx";
import { toastDone } from "#app/studio/toasts.ts";
import type { Invitation } from "#lib/protocol/people.ts";

export function WithdrawButton({ invitation }: { invitation: Invitation }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const withdraw = async () => {
    await send("DELETE", `/api/members/invitations/${invitation.id}`);
    toastDone(`The invitation of ${invitation.email} is withdrawn.`);
    router.refresh();
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={`Withdraw the invitation of ${invitation.email}`}
        onClick={() => setAsking(true)}
      >
        Withdraw
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Withdraw the invitation?"
        confirmLabel="Withdraw"
        onConfirm={withdraw}
        onClose={() => setAsking(false)}
      >
        The link of {invitation.email} opens nothing from now on.
      </ConfirmDialog>
    </>
  );
}
