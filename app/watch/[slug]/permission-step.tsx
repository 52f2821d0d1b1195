"use client";

import { Alert, Button, Group, List, Loader, Text } from "@mantine/core";
import { IconCameraOff } from "@tabler/icons-react";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { CAMERA_HELP } from "./camera-help.ts";
import { StepHeading, StepPage } from "./step-page.tsx";
import { StopButton } from "./stop-taking-part.tsx";

export function PermissionStep({ session, state }: { session: CaptureSession; state: JourneyState }) {
  const help = state.cameraProblem ? CAMERA_HELP[state.cameraProblem] : null;
  return (
    <StepPage>
      <StepHeading arrive>Your camera</StepHeading>
      <Text c="dimmed" mb="lg">
        Your browser asks whether this page may use the camera. Choose “Allow”. The picture stays on this
        device.
      </Text>
      <div aria-live="polite">
        {help ? (
          <Alert icon={<IconCameraOff />} variant="default" title={help.title} mb="lg">
            <List type="ordered" size="sm" spacing={4}>
              {help.steps.map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
          </Alert>
        ) : (
          <Group gap="sm" mb="lg">
            <Loader size="sm" />
            <Text size="sm">Waiting for your answer</Text>
          </Group>
        )}
      </div>
      <Group>
        {help && (
          <Button size="md" onClick={() => void session.openCamera()} loading={state.busy}>
            Try again
          </Button>
        )}
        <StopButton session={session} state={state} />
      </Group>
    </StepPage>
  );
}
