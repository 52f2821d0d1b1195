"use client";

import type { EngineAddresses } from "#lib/capture/detect-messages.ts";
import type { SegmentValues } from "#lib/protocol/segment-values.ts";
import { CalibrationStep } from "./calibration-step.tsx";
import { CameraCheckStep } from "./camera-check-step.tsx";
import { type ConsentParts, ConsentStep } from "./consent-step.tsx";
import { DeclinedStep } from "./declined-step.tsx";
import { DoneStep } from "./done-step.tsx";
import { ElsewhereStep } from "./elsewhere-step.tsx";
import { FailedStep } from "./failed-step.tsx";
import { FinishingStep } from "./finishing-step.tsx";
import { NotOpen } from "./not-open.tsx";
import { OpeningStep } from "./opening-step.tsx";
import { PermissionStep } from "./permission-step.tsx";
import { ReturnedStep } from "./returned-step.tsx";
import { StimulusStage } from "./stimulus-stage.tsx";
import { useCaptureSession } from "./use-capture-session.ts";
import { WithdrawalStep } from "./withdrawal-step.tsx";

export interface JourneyProps {
  slug: string;
  /** What the link says of the viewer. */
  segments: SegmentValues;
  title: string;
  organisation: string;
  /** Length of all videos that one viewer is shown, of one cut the longest. */
  videoMs: number;
  /** Why no new viewers are taken; null while they are. Who took part may still withdraw. */
  notOpen: "paused" | "ended" | null;
  consent: ConsentParts;
  addresses: EngineAddresses;
}

/** A viewer's way from consent to thanks: one step a phase of the session. */
export function Journey(props: JourneyProps) {
  const { slug, segments, title, organisation, videoMs, notOpen, consent, addresses } = props;
  const { session, state } = useCaptureSession({ slug, segments, textSha256: consent.sha256, addresses });
  switch (state.phase) {
    case "opening":
    case "consent":
      if (notOpen) {
        const refusal = <NotOpen organisation={organisation} paused={notOpen === "paused"} />;
        return state.phase === "opening" ? <OpeningStep withoutScripts={refusal} /> : refusal;
      }
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
    case "elsewhere":
      return <ElsewhereStep />;
    case "returned":
      return <ReturnedStep organisation={organisation} notOpen={notOpen} session={session} state={state} />;
    case "withdrawing":
    case "withdrawn":
      return <WithdrawalStep organisation={organisation} session={session} state={state} />;
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
      return <FinishingStep session={session} state={state} />;
    case "done":
      return <DoneStep organisation={organisation} session={session} state={state} />;
    case "failed":
      return <FailedStep organisation={organisation} session={session} state={state} />;
  }
}
