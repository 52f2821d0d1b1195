"use client";

import { Button, Text } from "@mantine/core";
import { PlainPage } from "./plain-page.tsx";

interface FailureProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function Failure({ error, reset }: FailureProps) {
  return (
    <PlainPage title="Something went wrong">
      <Text c="dimmed" mt="sm" mb="lg">
        The page could not be made. Try again; if it stays, tell whoever runs this server
        {error.digest === undefined ? "." : ` and name the code ${error.digest}.`}
      </Text>
      <Button onClick={reset}>Try again</Button>
    </PlainPage>
  );
}
