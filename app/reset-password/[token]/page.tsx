import type { Metadata } from "next";
import { EntryPage } from "#app/entry-page.tsx";
import { SpentLink } from "#app/spent-link.tsx";
import { sha256 } from "#lib/auth/link-token.ts";
import { database } from "#lib/storage/database.ts";
import { findPasswordReset } from "#lib/storage/password-resets.ts";
import { ResetForm } from "./reset-form.tsx";

export const metadata: Metadata = { title: "New password", robots: { index: false } };

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const user = await findPasswordReset(database(), sha256(token));
  if (user === null) return <SpentLink whom="an owner of your organisation" />;
  return (
    <EntryPage
      title="Choose a new password"
      lead={`For ${user.email}. Every browser that is signed in with the old one is signed out.`}
    >
      <ResetForm token={token} email={user.email} />
    </EntryPage>
  );
}
