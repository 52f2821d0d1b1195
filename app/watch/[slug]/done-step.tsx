"use client";

import { List, Text } from "@mantine/core";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { ReceiptCard } from "./receipt-card.tsx";
import { StepHeading, StepPage } from "./step-page.tsx";
import { StopButton } from "./stop-taking-part.tsx";

interface DoneStepProps {
  organisation: string;
  session: CaptureSession;
  state: JourneyState;
}

export function DoneStep({ organisation, session, state }: DoneStepProps) {
  return (
    <StepPage>
      <StepHeading arrive>Thank you</StepHeading>
      <Text c="dimmed" mb="lg">
        Everything has arrived, and your camera is off. You can close this page.
      </Text>
      {state.receipt && <ReceiptCard receipt={state.receipt} organisation={organisation} />}
      <Text fw={600} mt="xl" mb={4}>
        What was stored
      </Text>
      <List size="sm" spacing={4} c="dimmed">
        <List.Item>
          {state.acknowledged} seconds of numbers: expression scores, head direction, light
        </List.Item>
        {state.lost > 0 && <List.Item>{state.lost} seconds could not be stored and are missing</List.Item>}
        <List.Item>Your browser's name and version, your consent and its time</List.Item>
        <List.Item>How fast your device measured, and when the camera or the page was left</List.Item>
        <List.Item>No picture, no sound, no name</List.Item>
      </List>
      <Text size="sm" mt="xl" mb="sm">
        Changed your mind? In this browser you can have all of it erased until a day after you began.
      </Text>
      <StopButton session={session} state={state} />
    </StepPage>
  );
}
