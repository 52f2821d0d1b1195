"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { LinkResponse } from "#lib/protocol/people.ts";
import { InviteForm } from "./invite-form.tsx";
import { LinkNote } from "./link-note.tsx";

export function InviteButton() {
  const router = useRouter();
  const [opened, dialog] = useDisclosure();
  const [made, setMade] = useState<{ email: string; link: LinkResponse } | null>(null);
  const close = () => {
    dialog.close();
    setMade(null);
  };
  return (
    <>
      <Button size="sm" leftSection={<IconUserPlus size={16} />} onClick={dialog.open}>
        Invite a colleague
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={made === null ? "Invite a colleague" : "Invitation made"}
        centered
      >
        {made === null ? (
          <InviteForm
            onMade={(email, link) => {
              setMade({ email, link });
              router.refresh();
            }}
          />
        ) : (
          <LinkNote email={made.email} link={made.link} onClose={close} />
        )}
      </Modal>
    </>
  );
}
