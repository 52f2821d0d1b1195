import { Alert } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";

/** That something could not be loaded, and what to do. */
export function LoadProblem({ title, error }: { title: string; error: Error }) {
  return (
    <Alert color="red" variant="light" icon={<IconPlugConnectedX size={18} />} title={title}>
      {error.message}
    </Alert>
  );
}
