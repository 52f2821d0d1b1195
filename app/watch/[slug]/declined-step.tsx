import { Text } from "@mantine/core";
import { StepHeading, StepPage } from "./step-page.tsx";

export function DeclinedStep({ organisation }: { organisation: string }) {
  return (
    <StepPage>
      <StepHeading arrive>That is fine</StepHeading>
      <Text c="dimmed">
        You do not take part. Your camera was not used, nothing was measured, and nothing is stored but the
        fact that someone declined. {organisation} does not learn who. You can close this page.
      </Text>
    </StepPage>
  );
}
