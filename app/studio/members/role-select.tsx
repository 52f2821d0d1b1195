"use client";

import { Select } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { send } from "#app/api-client/send-json.ts";
import { ConfirmDialog } from "#app/studio/confirm-dialog.tsx";
import { toastDone, toastProblem } from "#app/studio/toasts.ts";
import { type Member, ROLE_TEXTS, type Role, roleSchema } from "#lib/protocol/people.ts";
import classes from "./members.module.css";
import { ROLE_OPTIONS, renderRole } from "./role-options.tsx";

/** A member's role, changed at once; to give up one's own owner's role is asked again. */
export function RoleSelect({ member, isSelf }: { member: Member; isSelf: boolean }) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const [giveUpFor, setGiveUpFor] = useState<Role | null>(null);

  const change = async (role: Role) => {
    await send("PATCH", `/api/members/${member.id}`, { role });
    toastDone(`${member.name}: ${ROLE_TEXTS[role].label.toLowerCase()} from now on.`);
    startRefresh(() => router.refresh());
  };

  const choose = async (value: string | null) => {
    const role = roleSchema.parse(value);
    if (role === member.role) return;
    if (isSelf) {
      setGiveUpFor(role);
      return;
    }
    setSending(true);
    await change(role).catch(toastProblem);
    setSending(false);
  };

  return (
    <>
      <Select
        className={classes.role}
        size="sm"
        aria-label={`Role of ${member.name}`}
        data={ROLE_OPTIONS}
        renderOption={renderRole}
        comboboxProps={{ width: 280, position: "bottom-start" }}
        allowDeselect={false}
        disabled={sending || refreshing}
        value={member.role}
        onChange={choose}
      />
      <ConfirmDialog
        opened={giveUpFor !== null}
        title="Give up the owner's role?"
        confirmLabel="Give it up"
        onConfirm={() => (giveUpFor === null ? Promise.resolve() : change(giveUpFor))}
        onClose={() => setGiveUpFor(null)}
      >
        You can no longer invite people or change roles, and only another owner can give the role back to you.
      </ConfirmDialog>
    </>
  );
}
