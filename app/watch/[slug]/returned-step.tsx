"use client";

import { Button, Group, Text } from "@mantine/core";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { StepHeading, StepPage } from "./step-page.tsx";
import { StopButton } from "./stop-taking-part.tsx";

interface ReturnedStepProps {
  organisation: string;
  notOpen: "paused" | "ended" | null;
  session: CaptureSession;
  state: JourneyState;
}

/** A viewer whose session is still open came back: after a reload, a crash, a lost server. */
export function ReturnedStep({ organisation, notOpen, session, state }: ReturnedStepProps) {
  if (notOpen) return <ClosedMeanwhile organisation={organisation} session={session} state={state} />;
  return (
    <StepPage>
      <StepHeading arrive>Welcome back</StepHeading>
      <Text c="dimmed" mb="lg">
        You had begun, and what was measured is kept. You can go on where you stopped: your browser may ask
        for the camera again, then the video continues.
      </Text>
      <Text size="sm" mb="lg" aria-live="polite">
        {state.busy && state.connection === "offline"
          ? "Connecting"
          : state.busy && "Sending what is still in this browser"}
      </Text>
      <Group>
        <Button size="md" loading={state.busy} onClick={() => void session.goOn()}>
          Continue where you stopped
        </Button>
        <StopButton session={session} state={state} />
      </Group>
    </StepPage>
  );
}

function ClosedMeanwhile({ organisation, session, state }: Omit<ReturnedStepProps, "notOpen">) {
  return (
    <StepPage>
      <StepHeading arrive>The study takes no numbers now</StepHeading>
      <Text c="dimmed" mb="lg">
        {organisation} has paused or ended it since you began. What you sent before is stored; you can keep it
        there or have it erased.
      </Text>
      <StopButton session={session} state={state} />
    </StepPage>
  );
}
