"use client";

import { Button, Group, Text } from "@mantine/core";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { Failure, JourneyState } from "#lib/capture/journey-state.ts";
import { ReceiptCard } from "./receipt-card.tsx";
import { StepHeading, StepPage } from "./step-page.tsx";
import { StopButton } from "./stop-taking-part.tsx";

const AGAIN = "Reload the page: what was measured is kept, and you go on where you stopped.";
const SERVER = {
  title: "The study did not accept the session",
  text: `Something went wrong on our side. ${AGAIN}`,
};

const FAILURES: Record<Failure, { title: string; text: string }> = {
  left: {
    title: "You have stopped",
    text: "Your camera is off and nothing more is measured. What had been sent before is stored. You can go on where you stopped, or withdraw and have it erased.",
  },
  deviceTooSlow: {
    title: "This device is too slow for the measurement",
    text: "It manages fewer frames a second than are needed, so nothing of you would be counted rightly. Nothing more is asked of you. If you like: close other programs and tabs, connect the charger, and check again, or open the link on another device.",
  },
  engine: {
    title: "This browser cannot run the measurement",
    text: "The analysis did not start or kept failing. Try an up-to-date Chrome, Edge, Firefox or Safari, or another device.",
  },
  video: {
    title: "The video cannot be played",
    text: "Your browser could not load or decode it. Check your connection, then reload the page to go on where you stopped.",
  },
  unexpected: { title: "Something went wrong", text: AGAIN },
  "no-session": {
    title: "The session has expired",
    text: "This browser's session is no longer known. Open the link again to start anew.",
  },
  "session-closed": {
    title: "This session is closed",
    text: "It was finished or withdrawn. Nothing more is needed.",
  },
  "campaign-closed": {
    title: "The study has just been closed",
    text: "No more viewers are taken. Thank you for your interest.",
  },
  overtaken: {
    title: "The study goes on in another tab",
    text: "This session was opened a second time. Continue there, and close this page.",
  },
  "ticket-invalid": SERVER,
  "ticket-expired": SERVER,
  "calibration-missing": SERVER,
  "calibration-done": SERVER,
  "batch-malformed": SERVER,
  "batch-out-of-range": SERVER,
  "batch-version": SERVER,
  "batch-too-large": SERVER,
  "batch-impossible-time": SERVER,
  "too-many": SERVER,
  unavailable: SERVER,
};

/** After these a reload finds nothing to go on with. */
const FINAL: readonly Failure[] = ["session-closed", "campaign-closed", "no-session"];

interface FailedStepProps {
  organisation: string;
  session: CaptureSession;
  state: JourneyState;
}

export function FailedStep({ organisation, session, state }: FailedStepProps) {
  const failure = state.failure ?? "unexpected";
  const { title, text } = FAILURES[failure];
  return (
    <StepPage>
      <StepHeading arrive>{title}</StepHeading>
      <Text c="dimmed" mb="lg" role="status">
        {text}
      </Text>
      <Group mb="lg">
        {!FINAL.includes(failure) && (
          <Button onClick={() => window.location.reload()}>
            {failure === "deviceTooSlow"
              ? "Check again"
              : state.receipt
                ? "Continue where you stopped"
                : "Reload the page"}
          </Button>
        )}
        {state.receipt && <StopButton session={session} state={state} />}
      </Group>
      {state.receipt && <ReceiptCard receipt={state.receipt} organisation={organisation} />}
    </StepPage>
  );
}
