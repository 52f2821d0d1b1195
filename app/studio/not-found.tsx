import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyNote } from "./empty-note.tsx";

export default function StudioNotFound() {
  return (
    <EmptyNote title="There is nothing here">
      The address is wrong, or your organisation or your role does not give you this page.
      <br />
      <Button component={Link} href="/studio" variant="default" mt="md" size="sm">
        All campaigns
      </Button>
    </EmptyNote>
  );
}
