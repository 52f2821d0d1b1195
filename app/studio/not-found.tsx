import { LinkButton } from "#app/link-button.tsx";
import { EmptyNote } from "./empty-note.tsx";

export default function StudioNotFound() {
  return (
    <EmptyNote title="There is nothing here">
      The address is wrong, or your organisation or your role does not give you this page.
      <br />
      <LinkButton href="/studio" variant="default" mt="md" size="sm">
        All campaigns
      </LinkButton>
    </EmptyNote>
  );
}
