"use client";

import { Button, Text } from "@mantine/core";
import { StepHeading, StepPage } from "./step-page.tsx";

/** This browser has the study open already: two tabs would share one face and one session. */
export function ElsewhereStep() {
  return (
    <StepPage>
      <StepHeading arrive>This study is open in another tab</StepHeading>
      <Text c="dimmed" mb="lg">
        Continue there. If you cannot find that tab, close your browser's other tabs of this study, then try
        again here: nothing that was measured is lost.
      </Text>
      <Button onClick={() => window.location.reload()}>Try again</Button>
    </StepPage>
  );
}
