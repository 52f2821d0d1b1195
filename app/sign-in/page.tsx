import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Wordmark } from "#app/wordmark.tsx";
import { currentUser } from "#lib/auth/studio-user.ts";
import { pathWithinSite } from "./path-within-site.ts";
import classes from "./sign-in.module.css";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const target = pathWithinSite((await searchParams).callbackUrl);
  if ((await currentUser()) !== null) redirect(target);
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <Link href="/" className={classes.home}>
          <Wordmark />
        </Link>
        <Title order={1} mt={32}>
          Sign in
        </Title>
        <Text c="dimmed" size="sm" mt={4} mb={24}>
          The studio is for people who run campaigns. Viewers need no account.
        </Text>
        <SignInForm target={target} />
      </div>
    </main>
  );
}
