"use client";

import { Button, Text } from "@mantine/core";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import type { JourneyState } from "#lib/capture/journey-state.ts";
import classes from "./calibration-step.module.css";
import { StepHeading } from "./step-page.tsx";

/** Five seconds with a relaxed face: a dot to look at, and nothing that asks for a reaction. */
export function CalibrationStep({ session, state }: { session: CaptureSession; state: JourneyState }) {
  return (
    <div className={classes.calibration}>
      <StepHeading arrive>Look at the dot</StepHeading>
      <Text className={classes.text} aria-live="polite">
        {state.calibrationRound > 1 && !state.calibrating
          ? "Your face was not seen well enough. Once more: look at the dot."
          : "Relax your face for five seconds. The video starts by itself."}
      </Text>
      <svg viewBox="0 0 100 100" className={classes.dot} data-running={state.calibrating} aria-hidden="true">
        <circle cx="50" cy="50" r="44" className={classes.track} />
        <circle cx="50" cy="50" r="44" className={classes.ring} pathLength="1" />
        <circle cx="50" cy="50" r="7" className={classes.centre} />
      </svg>
      <Button variant="subtle" color="gray" size="xs" onClick={() => session.leave()}>
        Stop taking part
      </Button>
    </div>
  );
}
