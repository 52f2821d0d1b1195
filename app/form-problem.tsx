import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/** Why a form was refused, said above its fields and to screen readers at once. */
export function FormProblem({ children, testId }: { children: string | null; testId?: string }) {
  if (children === null) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertCircle size={18} />}
      role="alert"
      {...(testId === undefined ? {} : { "data-testid": testId })}
    >
      {children}
    </Alert>
  );
}
