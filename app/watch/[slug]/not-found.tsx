import { Text } from "@mantine/core";
import { StepHeading, StepPage } from "./step-page.tsx";

export default function UnknownStudy() {
  return (
    <StepPage>
      <StepHeading>This link leads to no study</StepHeading>
      <Text c="dimmed">
        Check that the address is complete, or ask whoever sent it to you for a new one. Nothing was measured
        and nothing was stored.
      </Text>
    </StepPage>
  );
}
