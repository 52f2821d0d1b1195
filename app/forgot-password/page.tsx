import type { Metadata } from "next";
import { EntryPage } from "#app/entry-page.tsx";
import { configuredMailServer } from "#lib/people/letters.ts";
import { ForgotPasswordForm } from "./forgot-password-form.tsx";

export const metadata: Metadata = { title: "Forgot your password" };

/** Whether this server sends e-mail is known when it runs, not when it is built. */
export const dynamic = "force-dynamic";

export default function ForgotPasswordPage() {
  const byMail = configuredMailServer() !== null;
  return (
    <EntryPage
      title="Forgot your password?"
      lead={
        byMail
          ? "Enter your e-mail address. A link to choose a new password is sent to it."
          : "This server sends no e-mail. Enter your address, and the owners of your organisation see that you ask; one of them gives you the link."
      }
    >
      <ForgotPasswordForm byMail={byMail} />
    </EntryPage>
  );
}
