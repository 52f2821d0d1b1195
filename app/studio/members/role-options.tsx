import { type SelectProps, Text } from "@mantine/core";
import { ROLE_TEXTS, ROLES, roleSchema } from "#lib/protocol/people.ts";

export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_TEXTS[role].label }));

/** A role in the list with what it may do, so that it is chosen knowingly. */
export const renderRole: NonNullable<SelectProps["renderOption"]> = ({ option }) => {
  const role = roleSchema.parse(option.value);
  return (
    <div>
      <Text size="sm" fw={500}>
        {ROLE_TEXTS[role].label}
      </Text>
      <Text size="xs" c="dimmed">
        {ROLE_TEXTS[role].may}
      </Text>
    </div>
  );
};
