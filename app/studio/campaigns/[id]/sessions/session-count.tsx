"use client";

import { Text } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";

/** How many respondents the filters let through, on all pages. */
export function SessionCount({ total }: { total: number }) {
  const { count } = useNumberWords();
  return (
    <Text size="sm" c="dimmed" mb="xs" role="status" data-testid="session-count">
      {total === 1 ? "1 respondent" : `${count(total)} respondents`}
    </Text>
  );
}
