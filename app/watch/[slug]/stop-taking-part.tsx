"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { CaptureSession } from "#lib/capture/capture-session.ts";
import { isRunning, type JourneyState } from "#lib/capture/journey-state.ts";

interface StopTakingPartProps {
  session: CaptureSession;
  state: JourneyState;
  /** What opens the question. */
  children: (ask: () => void) => ReactNode;
}

/** The question before a viewer stops or withdraws: two different things, each by its own button. */
export function StopTakingPart({ session, state, children }: StopTakingPartProps) {
  const [asked, setAsked] = useState(false);
  const running = isRunning(state.phase);
  const ask = (asking: boolean) => {
    setAsked(asking);
    session.ask(asking);
  };
  return (
    <>
      {children(() => ask(true))}
      <Modal
        opened={asked}
        onClose={() => ask(false)}
        title={running ? "Stop taking part?" : "Withdraw and erase?"}
        centered
      >
        <Text size="sm" mb="lg">
          {running && "Either way your camera goes off at once. "}
          If you withdraw, everything that was measured of you is erased and cannot be brought back.
          {running && " If you only stop, what was sent so far stays in the study."}
        </Text>
        <Group gap="sm">
          <Button color="red.8" onClick={() => void session.withdraw()}>
            Withdraw and erase
          </Button>
          {running && (
            <Button variant="default" onClick={() => session.leave()}>
              Only stop
            </Button>
          )}
          <Button variant="default" onClick={() => ask(false)} data-autofocus>
            {running ? "Go on" : "Keep my numbers"}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

/** The same, as the button that most steps show. */
export function StopButton({ session, state }: { session: CaptureSession; state: JourneyState }) {
  return (
    <StopTakingPart session={session} state={state}>
      {(ask) => (
        <Button size="md" variant="default" onClick={ask}>
          {isRunning(state.phase) ? "Stop taking part" : "Withdraw"}
        </Button>
      )}
    </StopTakingPart>
  );
}
