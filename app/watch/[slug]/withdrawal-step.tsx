"use client";

import { Alert, Button, Loader, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { ReceiptCard } from "./receipt-card.tsx";
import { StepHeading, StepPage } from "./step-page.tsx";

interface WithdrawalStepProps {
  organisation: string;
  session: CaptureSession;
  state: JourneyState;
}

/** From the decision to withdraw until the server says that everything is erased. */
export function WithdrawalStep({ organisation, session, state }: WithdrawalStepProps) {
  if (state.phase === "withdrawn") {
    return (
      <StepPage>
        <StepHeading arrive>You have withdrawn</StepHeading>
        <Text c="dimmed" mb="lg">
          Your camera is off, and everything that was measured of you is erased, here and on the server. What
          stays is that this consent was given and withdrawn, with both times. You can close this page.
        </Text>
        {state.receipt && (
          <Text size="sm">
            Your receipt was <span data-testid="receipt">{state.receipt}</span>: it now stands for the
            withdrawal.
          </Text>
        )}
      </StepPage>
    );
  }
  return (
    <StepPage>
      <StepHeading arrive>{state.withdrawProblem ? "Not erased yet" : "Erasing"}</StepHeading>
      <Text c="dimmed" mb="lg">
        Your camera is off and nothing more is measured.
      </Text>
      {!state.withdrawProblem && <Loader size="sm" />}
      {state.withdrawProblem === "unreached" && (
        <Alert icon={<IconAlertCircle />} variant="default" role="alert">
          The server could not be reached, so what was sent before is still there.
          <Button mt="sm" size="xs" display="block" onClick={() => void session.withdraw()}>
            Try again
          </Button>
        </Alert>
      )}
      {state.withdrawProblem === "expired" && (
        <>
          <Text mb="lg" role="alert">
            This browser's key to the session has expired. {organisation} can still erase your numbers.
          </Text>
          {state.receipt && <ReceiptCard receipt={state.receipt} organisation={organisation} />}
        </>
      )}
    </StepPage>
  );
}
