import type { Metadata } from "next";
import { EntryPage } from "#app/entry-page.tsx";
import { SpentLink } from "#app/spent-link.tsx";
import { sha256 } from "#lib/auth/link-token.ts";
import { currentUser } from "#lib/auth/studio-user.ts";
import { ROLE_TEXTS } from "#lib/protocol/people.ts";
import { database } from "#lib/storage/database.ts";
import { findInvitation } from "#lib/storage/invitations.ts";
import { AcceptForm } from "./accept-form.tsx";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(database(), sha256(token));
  if (invitation === null) return <SpentLink whom="whoever invited you" />;
  const signedIn = await currentUser();
  const { label, may } = ROLE_TEXTS[invitation.role];
  return (
    <EntryPage
      title={`Join ${invitation.organisation.name}`}
      lead={
        <>
          You are invited as <strong>{label.toLowerCase()}</strong>. {may}.
          {signedIn !== null && ` You are signed in as ${signedIn.name}; joining signs you out there.`}
        </>
      }
    >
      <AcceptForm token={token} email={invitation.email} />
    </EntryPage>
  );
}
