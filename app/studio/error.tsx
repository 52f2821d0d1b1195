"use client";

import { Button } from "@mantine/core";
import { EmptyNote } from "./empty-note.tsx";

interface FailureProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A failure inside the studio keeps the navigation, so that the way out stays. */
export default function StudioFailure({ error, reset }: FailureProps) {
  return (
    <EmptyNote title="This page could not be made">
      Try again; if it stays, tell whoever runs this server
      {error.digest === undefined ? "." : ` and name the code ${error.digest}.`}
      <br />
      <Button mt="md" size="sm" onClick={reset}>
        Try again
      </Button>
    </EmptyNote>
  );
}
