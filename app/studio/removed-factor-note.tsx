import { Alert } from "@mantine/core";
import Link from "next/link";
import { LocalTime } from "./local-time.tsx";

/** Tells somebody that an owner switched their second factor off, until they have another one. */
export function RemovedFactorNote({ at, by }: { at: Date | null; by: string | null }) {
  if (at === null) return null;
  return (
    <Alert color="yellow" variant="light" mb="lg" role="status" title="Your second factor is off">
      {by ?? "An owner"} switched it off on <LocalTime iso={at.toISOString()} />. Set a new one up on your{" "}
      <Link href="/studio/account">account page</Link>. If you did not ask for this, tell another owner.
    </Alert>
  );
}
