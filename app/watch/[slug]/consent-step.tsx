"use client";

import { Alert, Button, Checkbox, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertCircle, IconCameraOff, IconClock, IconUser } from "@tabler/icons-react";
import { useState } from "react";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import classes from "./consent-step.module.css";
import { StepHeading, StepPage } from "./step-page.tsx";

export interface ConsentParts {
  sections: readonly { heading: string; text: string }[];
  statement: string;
  sha256: string;
}

interface ConsentStepProps {
  title: string;
  organisation: string;
  videoMs: number;
  consent: ConsentParts;
  session: Pick<CaptureSession, "consent" | "decline">;
  state: JourneyState;
}

/** What a camera check and a calibration take besides the videos. */
const AROUND_THE_VIDEO_MS = 45_000;

export function ConsentStep({ title, organisation, videoMs, consent, session, state }: ConsentStepProps) {
  const [agreed, setAgreed] = useState(false);
  // Whether this browser has a session already is being asked.
  const opening = state.phase === "opening";
  const minutes = Math.max(1, Math.ceil((videoMs + AROUND_THE_VIDEO_MS) / 60_000));
  return (
    <StepPage>
      <Text c="dimmed" size="sm" mb={4}>
        {organisation} invites you
      </Text>
      <StepHeading>{title}</StepHeading>
      <ul className={classes.facts}>
        <li>
          <IconClock size={18} aria-hidden /> About {minutes} {minutes === 1 ? "minute" : "minutes"}, with one
          look at your camera first
        </li>
        <li>
          <IconCameraOff size={18} aria-hidden /> No picture of you leaves this device
        </li>
        <li>
          <IconUser size={18} aria-hidden /> Voluntary, and you can stop at any time
        </li>
      </ul>
      <Stack gap="lg" my="xl">
        {consent.sections.map((section) => (
          <section key={section.heading}>
            <Title order={2} size="h3" mb={4}>
              {section.heading}
            </Title>
            <Text className={classes.text}>{section.text}</Text>
          </section>
        ))}
      </Stack>
      <Paper withBorder p="lg" radius="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (agreed) void session.consent();
          }}
        >
          <Checkbox
            checked={agreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
            label={consent.statement}
            size="md"
            mb="lg"
          />
          {state.consentProblem && (
            <Alert icon={<IconAlertCircle />} variant="default" mb="lg" role="alert">
              {state.consentProblem}
            </Alert>
          )}
          <Group grow preventGrowOverflow={false} gap="sm" className={classes.choices}>
            <Button type="submit" size="md" disabled={!agreed || opening} loading={state.busy}>
              Agree and continue
            </Button>
            <Button
              type="button"
              size="md"
              variant="default"
              disabled={state.busy || opening}
              onClick={() => void session.decline()}
            >
              I do not want to take part
            </Button>
          </Group>
        </form>
      </Paper>
    </StepPage>
  );
}
