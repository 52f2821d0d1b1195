"use client";

import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { LocalTime } from "#app/studio/local-time.tsx";
import type { ResetLinkResponse } from "#lib/protocol/people.ts";

interface LinkNoteProps {
  link: ResetLinkResponse;
  /** Whose link it is. */
  email: string;
  onClose: () => void;
}

/** A link that was just made: what became of the letter, and the link itself to hand on. */
export function LinkNote({ link, email, onClose }: LinkNoteProps) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const address = link.path === null ? null : `${window.location.origin}${link.path}`;
  return (
    <Stack gap="md">
      {link.mail === "sent" && (
        <Alert color="green" variant="light" icon={<IconCheck size={18} />} role="status">
          Sent to {email}.
        </Alert>
      )}
      {link.mail === "failed" && (
        <Alert color="red" variant="light" role="alert">
          The letter to {email} could not be sent. Hand the link on yourself, and have the mail server
          checked.
        </Alert>
      )}
      {address !== null && (
        <>
          <Text size="sm">
            {link.mail === "sent" ? "You can hand the link on yourself too" : `Hand this link to ${email}`}.
            It works once, until <LocalTime iso={link.expiresAt} />, and is shown only now. Whoever holds it
            can use it.
          </Text>
          <TextInput
            label="Link"
            value={address}
            readOnly
            data-testid="one-time-link"
            onFocus={(event) => event.currentTarget.select()}
          />
        </>
      )}
      <Group justify="flex-end">
        {address !== null && (
          <Button
            data-autofocus
            leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={() => clipboard.copy(address)}
          >
            {clipboard.copied ? "Link copied" : "Copy link"}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
