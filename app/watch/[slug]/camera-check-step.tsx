"use client";

import { Alert, Button, Group, Text } from "@mantine/core";
import { IconCameraOff } from "@tabler/icons-react";
import { useCallback } from "react";
import type { Advice } from "#lib/capture/camera-check.ts";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import classes from "./camera-check-step.module.css";
import { CAMERA_HELP } from "./camera-help.ts";
import { StepHeading, StepPage } from "./step-page.tsx";
import { StopButton } from "./stop-taking-part.tsx";

const ADVICE: Record<Advice, string> = {
  looking: "Looking for your face",
  noFace: "No face in the picture. Sit in front of the camera.",
  manyFaces: "There are several faces. Only one person can take part at a time.",
  tooDark: "It is too dark. Turn on a light, or face a window.",
  tooFar: "You are too far away. Come closer.",
  turnedAway: "Your face is turned away. Look at the screen.",
  good: "Good. Stay like this.",
};

export function CameraCheckStep({ session, state }: { session: CaptureSession; state: JourneyState }) {
  const loading = state.engine === "loading";
  const advice = state.advice ?? "looking";
  const text = state.cameraLost
    ? "The camera stopped."
    : loading
      ? "Preparing"
      : advice === "good" && state.samplesPerSecond === null
        ? "Good. Checking whether this device is fast enough."
        : ADVICE[advice];
  const stream = session.selfView;
  const show = useCallback(
    (video: HTMLVideoElement | null) => {
      if (video) video.srcObject = stream;
    },
    [stream],
  );
  return (
    <StepPage>
      <StepHeading arrive>Camera check</StepHeading>
      <Text c="dimmed" mb="lg">
        Only you see this picture. Sit comfortably, with light on your face.
      </Text>
      <div className={classes.frame} data-good={!state.cameraLost && advice === "good"}>
        <video
          ref={show}
          className={classes.picture}
          autoPlay
          muted
          playsInline
          aria-label="Your camera picture"
        />
        <div className={classes.oval} aria-hidden />
      </div>
      <Text className={classes.advice} aria-live="polite" data-testid="advice" fw={550}>
        {text}
      </Text>
      {state.cameraLost && (
        <Alert icon={<IconCameraOff />} variant="default" mb="md">
          {state.cameraProblem
            ? CAMERA_HELP[state.cameraProblem].title
            : "It was unplugged, covered by a switch, or taken by another program."}
          <Button mt="sm" size="xs" loading={state.busy} onClick={() => void session.openCamera()}>
            Reconnect the camera
          </Button>
        </Alert>
      )}
      <Group>
        <Button size="md" disabled={!state.mayBegin || state.cameraLost} onClick={() => void session.begin()}>
          Start
        </Button>
        <StopButton session={session} state={state} />
      </Group>
    </StepPage>
  );
}
