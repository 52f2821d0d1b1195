"use client";

import { Button, Group } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconLink, IconPresentation, IconX } from "@tabler/icons-react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { type Selection, writeSelection } from "#lib/chart/selection.ts";

interface ViewActionsProps {
  selection: Selection;
  presenting: boolean;
  onPresent: () => void;
}

/** Show this very view to others: by a link, or on the screen of the room. */
export function ViewActions({ selection, presenting, onPresent }: ViewActionsProps) {
  const cursor = useTimeCursor();
  const clipboard = useClipboard({ timeout: 2_000 });
  const copy = () => {
    const query = writeSelection({ ...selection, at: cursor.seconds > 0 ? cursor.seconds : null });
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
