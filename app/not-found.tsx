import { Text } from "@mantine/core";
import { LinkButton } from "./link-button.tsx";
import { PlainPage } from "./plain-page.tsx";

export default function NotFound() {
  return (
    <PlainPage title="There is nothing here">
      <Text c="dimmed" mt="sm" mb="lg">
        The address is wrong, the study has ended, or it belongs to another organisation.
      </Text>
      <LinkButton href="/" variant="default">
        Go to the start
      </LinkButton>
    </PlainPage>
  );
}
