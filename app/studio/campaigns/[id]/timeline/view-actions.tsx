"use client";

import { Button, Group } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconLink, IconPresentation, IconX } from "@tabler/icons-react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";

interface ViewActionsProps {
  /** The query string of the view with the video at a position, null at its start. */
  queryAt: (seconds: number | null) => string;
  presenting: boolean;
  onPresent: () => void;
}

/** Show this very view to others: by a link, or on the screen of the room. */
export function ViewActions({ queryAt, presenting, onPresent }: ViewActionsProps) {
  const cursor = useTimeCursor();
  const clipboard = useClipboard({ timeout: 2_000 });
  const copy = () => {
    const query = queryAt(cursor.seconds > 0 ? cursor.seconds : null);
    const address = `${window.location.origin}${window.location.pathname}`;
    clipboard.copy(query === "" ? address : `${address}?${query}`);
  };
  return (
    <Group gap="xs">
      {!presenting && (
        <Button
          variant="default"
          size="xs"
          leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconLink size={16} />}
          onClick={copy}
        >
          {clipboard.copied ? "Link copied" : "Copy link to this view"}
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={presenting ? <IconX size={16} /> : <IconPresentation size={16} />}
        onClick={onPresent}
      >
        {presenting ? "Leave full screen" : "Full screen"}
      </Button>
    </Group>
  );
}
