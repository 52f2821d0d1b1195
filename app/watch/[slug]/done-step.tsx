"use client";

import { List, Text } from "@mantine/core";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { ReceiptCard } from "./receipt-card.tsx";
import { StepHeading, StepPage } from "./step-page.tsx";

export function DoneStep({ organisation, state }: { organisation: string; state: JourneyState }) {
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
        <List.Item>No picture, no sound, no name</List.Item>
      </List>
    </StepPage>
  );
}
