"use client";

import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { StepHeading, StepPage } from "./step-page.tsx";

/** Until it is known whether this browser took part: who did must not read for a moment that the study has ended. */
export function OpeningStep({ withoutScripts }: { withoutScripts: ReactNode }) {
  return (
    <StepPage>
      <StepHeading>One moment</StepHeading>
      <Loader size="sm" />
      <noscript>{withoutScripts}</noscript>
    </StepPage>
  );
}
