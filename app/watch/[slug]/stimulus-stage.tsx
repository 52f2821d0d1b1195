"use client";

import { Button, Text } from "@mantine/core";
import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { type ReactNode, useCallback } from "react";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import { FullscreenButton } from "./fullscreen-button.tsx";
import classes from "./stimulus-stage.module.css";
import { StopTakingPart } from "./stop-taking-part.tsx";

interface StimulusStageProps {
  session: CaptureSession;
  state: JourneyState;
  /** Shown over the video before it starts. */
  children: ReactNode;
}

/** The video, alone: no controls, no seeking, no self-view. */
export function StimulusStage({ session, state, children }: StimulusStageProps) {
  const attach = useCallback((video: HTMLVideoElement | null) => session.attachVideo(video), [session]);
  const watching = state.phase === "watching";
  return (
    <main className={classes.stage}>
      {/* biome-ignore lint/a11y/useMediaCaption: a stimulus is shown as its maker made it */}
      <video
        ref={attach}
        className={classes.video}
        data-testid="stimulus"
        aria-label={state.stimulus ? `Video: ${state.stimulus.title}` : "Video"}
        preload="auto"
        playsInline
        disablePictureInPicture
        disableRemotePlayback
        controlsList="nodownload nofullscreen noremoteplayback"
        onContextMenu={(event) => event.preventDefault()}
      />
      {children}
      {watching && state.resting && (
        <div className={classes.gate} role="status" data-testid="rest">
          <Text size="lg">Let your face rest. The next video begins by itself.</Text>
        </div>
      )}
      {watching && state.needsGesture && (
        <div className={classes.gate}>
          <Button
            size="lg"
            color="gray.0"
            autoFocus
            leftSection={<IconPlayerPlayFilled size={18} aria-hidden />}
            onClick={() => session.play()}
          >
            Play
          </Button>
        </div>
      )}
      {watching && (
        <footer className={classes.footer}>
          <Text size="sm" className={classes.message} aria-live="polite">
            {state.cameraLost
              ? "Your camera stopped. You can reconnect it, or keep watching."
              : state.connection === "offline" &&
                "No connection. Keep watching: your numbers are kept here and sent later."}
          </Text>
          {state.cameraLost && (
            <Button size="xs" variant="white" loading={state.busy} onClick={() => void session.openCamera()}>
              Reconnect
            </Button>
          )}
          <div className={classes.quietButtons}>
            <FullscreenButton />
            <StopTakingPart session={session} state={state}>
              {(ask) => (
                <button type="button" className={classes.quiet} onClick={ask}>
                  Stop taking part
                </button>
              )}
            </StopTakingPart>
          </div>
        </footer>
      )}
    </main>
  );
}
