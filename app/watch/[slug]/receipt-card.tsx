"use client";

import { Button, Code, CopyButton, Group, Paper, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./receipt-card.module.css";

/** The viewer's receipt: with it they can have their numbers erased. */
export function ReceiptCard({ receipt, organisation }: { receipt: string; organisation: string }) {
  return (
    <Paper withBorder p="lg" radius="lg">
      <Text fw={600} mb={4}>
        Your receipt
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        Keep it. Send it to {organisation} if you want your numbers erased: nothing else leads to them.
      </Text>
      <Group gap="sm">
        <Code block data-testid="receipt" className={classes.receipt}>
          {receipt}
        </Code>
        <CopyButton value={receipt} timeout={2500}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Paper>
  );
}
