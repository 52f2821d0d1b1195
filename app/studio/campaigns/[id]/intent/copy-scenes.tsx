"use client";

import { Button, Menu, Text } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { OtherCut } from "#lib/protocol/intent.ts";

interface CopyScenesProps {
  cuts: readonly OtherCut[];
  /** Answers whether they were copied. */
  onCopy: (videoId: number) => Promise<boolean>;
}

/** Takes scenes and targets over from an earlier cut, so that this one is held against the same. */
export function CopyScenes({ cuts, onCopy }: CopyScenesProps) {
  const { count } = useNumberWords();
  const [busy, setBusy] = useState(false);
  const withScenes = cuts.filter(({ scenes }) => scenes > 0);
  if (withScenes.length === 0) return null;
  const copy = async (videoId: number) => {
    setBusy(true);
    await onCopy(videoId);
    setBusy(false);
  };
  return (
    <Menu position="bottom" width={320}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconCopy size={16} />} loading={busy}>
          Take them from another cut
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {withScenes.map((cut) => (
          <Menu.Item key={cut.videoId} onClick={() => void copy(cut.videoId)}>
            <Text size="sm" fw={500}>
              {cut.title}
            </Text>
            <Text size="xs" c="dimmed">
              {cut.campaignTitle}, {cut.scenes === 1 ? "1 scene" : `${count(cut.scenes)} scenes`} with their
              targets
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
