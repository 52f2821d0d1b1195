"use client";

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconLink } from "@tabler/icons-react";

export function CopyViewerLink({ slug }: { slug: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconLink size={16} />}
      onClick={() => clipboard.copy(`${window.location.origin}/watch/${slug}`)}
    >
      {clipboard.copied ? "Link copied" : "Copy viewer link"}
    </Button>
  );
}
