"use client";

import { Progress, Text } from "@mantine/core";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { StepHeading, StepPage } from "./step-page.tsx";
import { StopButton } from "./stop-taking-part.tsx";

export function FinishingStep({ session, state }: { session: CaptureSession; state: JourneyState }) {
  const settled = state.acknowledged + state.lost;
  const percent = state.queued === 0 ? 100 : Math.round((100 * settled) / state.queued);
  return (
    <StepPage>
      <StepHeading arrive>Almost done</StepHeading>
      <Text c="dimmed" mb="lg">
        The camera is off. The last numbers are on their way: please leave this page open.
      </Text>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section value={percent} aria-label="Numbers that have arrived" />
      </Progress.Root>
      <Text size="sm" mt="sm" mb="lg" aria-live="polite">
        {state.connection === "offline"
          ? "No connection. They are kept here and sent as soon as it is back."
          : `${settled} of ${state.queued} seconds have arrived`}
      </Text>
      <StopButton session={session} state={state} />
    </StepPage>
  );
}
