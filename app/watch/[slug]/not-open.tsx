import { Text } from "@mantine/core";
import { StepHeading, StepPage } from "./step-page.tsx";

export function NotOpen({ organisation, paused }: { organisation: string; paused: boolean }) {
  return (
    <StepPage>
      <StepHeading>{paused ? "This study is paused" : "This study has ended"}</StepHeading>
      <Text c="dimmed">
        {paused
          ? `${organisation} is not taking new viewers right now. Try the same link again later.`
          : `${organisation} is no longer taking viewers. Thank you for your interest.`}{" "}
        Nothing was measured and nothing was stored.
      </Text>
    </StepPage>
  );
}
