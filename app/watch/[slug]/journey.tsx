"use client";

import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import { CalibrationStep } from "./calibration-step.tsx";
import { CameraCheckStep } from "./camera-check-step.tsx";
import { type ConsentParts, ConsentStep } from "./consent-step.tsx";
import { DeclinedStep } from "./declined-step.tsx";
import { DoneStep } from "./done-step.tsx";
import { FailedStep } from "./failed-step.tsx";
import { FinishingStep } from "./finishing-step.tsx";
import { PermissionStep } from "./permission-step.tsx";
import { StimulusStage } from "./stimulus-stage.tsx";
import { useCaptureSession } from "./use-capture-session.ts";

export interface JourneyProps {
  slug: string;
  title: string;
  organisation: string;
  /** Length of all videos together. */
  videoMs: number;
  consent: ConsentParts;
  addresses: EngineAddresses;
}

/** A viewer's way from consent to thanks: one step a phase of the session. */
export function Journey({ slug, title, organisation, videoMs, consent, addresses }: JourneyProps) {
  const { session, state } = useCaptureSession({ slug, textSha256: consent.sha256, addresses });
  switch (state.phase) {
    case "consent":
      return (
        <ConsentStep
          title={title}
          organisation={organisation}
          videoMs={videoMs}
          consent={consent}
          session={session}
          state={state}
        />
      );
    case "declined":
      return <DeclinedStep organisation={organisation} />;
    case "permission":
      return <PermissionStep session={session} state={state} />;
    case "cameraCheck":
      return <CameraCheckStep session={session} state={state} />;
    case "calibration":
    case "watching":
      // One element for both, so that the video is fetched while the viewer calibrates.
      return (
        <StimulusStage session={session} state={state}>
          {state.phase === "calibration" && <CalibrationStep session={session} state={state} />}
        </StimulusStage>
      );
    case "finishing":
      return <FinishingStep state={state} />;
    case "done":
      return <DoneStep organisation={organisation} state={state} />;
    case "failed":
      return <FailedStep organisation={organisation} state={state} />;
  }
}
