"use client";

import { Button, Text } from "@mantine/core";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import classes from "./calibration-step.module.css";
import { StepHeading } from "./step-page.tsx";
import { StopTakingPart } from "./stop-taking-part.tsx";

function textFor({ calibrating, calibrationRound, connection, queued }: JourneyState): string {
  if (!calibrating && queued > 0 && connection === "offline") {
    return "The server cannot be reached. Check your connection: this goes on by itself when it is back.";
  }
  if (!calibrating && queued === 0 && calibrationRound > 1) {
    return "Your face was not seen well enough. Once more: look at the dot.";
  }
  return "Relax your face for five seconds. The video starts by itself.";
}

/** Five seconds with a relaxed face: a dot to look at, and nothing that asks for a reaction. */
export function CalibrationStep({ session, state }: { session: CaptureSession; state: JourneyState }) {
  return (
    <div className={classes.calibration}>
      <StepHeading arrive>Look at the dot</StepHeading>
      <Text className={classes.text} aria-live="polite">
        {textFor(state)}
      </Text>
      <svg viewBox="0 0 100 100" className={classes.dot} data-running={state.calibrating} aria-hidden="true">
        <circle cx="50" cy="50" r="44" className={classes.track} />
        <circle cx="50" cy="50" r="44" className={classes.ring} pathLength="1" />
        <circle cx="50" cy="50" r="7" className={classes.centre} />
      </svg>
      <StopTakingPart session={session} state={state}>
        {(ask) => (
          <Button variant="subtle" size="xs" onClick={ask}>
            Stop taking part
          </Button>
        )}
      </StopTakingPart>
    </div>
  );
}
