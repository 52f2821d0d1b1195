import { EntryPage } from "./entry-page.tsx";
import { LinkButton } from "./link-button.tsx";

/** A link that opens nothing: nobody learns whether it ever did. */
export function SpentLink({ whom }: { whom: string }) {
  return (
    <EntryPage
      title="This link opens nothing"
      lead={`It was used, withdrawn or has expired, or a part of it is missing. Ask ${whom} for a new one.`}
    >
      <LinkButton href="/sign-in" variant="default">
        Sign in
      </LinkButton>
    </EntryPage>
  );
}
