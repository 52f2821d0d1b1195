"use client";

import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconDeviceMobileOff, IconDots, IconKey, IconUserMinus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { send, sendJson } from "#app/api-client/send-json.ts";
import { PasswordAgainForm } from "#app/studio/account/password-again-form.tsx";
import { ConfirmDialog } from "#app/studio/confirm-dialog.tsx";
import { Dialog } from "#app/studio/dialog.tsx";
import { toastDone, toastProblem } from "#app/studio/toasts.ts";
import { type Member, type ResetLinkResponse, resetLinkResponse } from "#lib/protocol/people.ts";
import { LinkNote } from "./link-note.tsx";

export function MemberActions({ member, isSelf }: { member: Member; isSelf: boolean }) {
  const router = useRouter();
  const button = useRef<HTMLButtonElement>(null);
  const [removing, setRemoving] = useState(false);
  const [switchingOff, setSwitchingOff] = useState(false);
  const [link, setLink] = useState<ResetLinkResponse | null>(null);

  const makeLink = async () => {
    try {
      setLink(await sendJson("POST", `/api/members/${member.id}/reset-link`, undefined, resetLinkResponse));
      router.refresh();
    } catch (error) {
      toastProblem(error);
    }
  };
  const remove = async () => {
    await send("DELETE", `/api/members/${member.id}`);
    toastDone(`${member.name} is no longer a member.`);
    router.refresh();
  };

  const switchOff = async (password: string) => {
    await send("DELETE", `/api/members/${member.id}/second-factor`, { password });
    toastDone(`${member.name} signs in with the password alone, and was told.`);
    setSwitchingOff(false);
    router.refresh();
  };

  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon ref={button} variant="subtle" size="lg" aria-label={`Actions for ${member.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={makeLink}>
            Link to a new password
          </Menu.Item>
          {member.hasSecondFactor && !isSelf && (
            <Menu.Item leftSection={<IconDeviceMobileOff size={16} />} onClick={() => setSwitchingOff(true)}>
              Switch second factor off
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconUserMinus size={16} />}
            disabled={isSelf}
            onClick={() => setRemoving(true)}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={link !== null}
        opener={button}
        onClose={() => setLink(null)}
        title={`New password for ${member.name}`}
        centered
      >
        {link !== null && <LinkNote link={link} email={member.email} onClose={() => setLink(null)} />}
      </Dialog>
      <Dialog
        opened={switchingOff}
        opener={button}
        onClose={() => setSwitchingOff(false)}
        title={`Switch off ${member.name}'s second factor?`}
        centered
      >
        <Text size="sm" mb="md">
          For a colleague who lost their telephone and their recovery codes. Make sure that it is them who
          asks: from then on their password alone signs in. They are signed out everywhere and told that it
          was you.
        </Text>
        <PasswordAgainForm label="Switch off" onPassword={switchOff} />
      </Dialog>
      <ConfirmDialog
        opened={removing}
        opener={button}
        title={`Remove ${member.name}?`}
        confirmLabel="Remove"
        onConfirm={remove}
        onClose={() => setRemoving(false)}
      >
        They are signed out at once and see nothing of this organisation any more. What they made stays.
      </ConfirmDialog>
    </>
  );
}
