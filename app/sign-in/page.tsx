import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntryPage } from "#app/entry-page.tsx";
import { currentUser } from "#lib/auth/studio-user.ts";
import { pathWithinSite } from "./path-within-site.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const target = pathWithinSite((await searchParams).callbackUrl);
  if ((await currentUser()) !== null) redirect(target);
  return (
    <EntryPage title="Sign in" lead="The studio is for people who run campaigns. Viewers need no account.">
      <SignInForm target={target} />
    </EntryPage>
  );
}
