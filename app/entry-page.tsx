import { Text, Title } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./entry-page.module.css";
import { Wordmark } from "./wordmark.tsx";

/** A card in the middle of the page: signing in, joining, a new password. */
export function EntryPage({
  title,
  lead,
  children,
}: {
  title: string;
  lead: ReactNode;
  children?: ReactNode;
}) {
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <Link href="/" className={classes.home}>
          <Wordmark />
        </Link>
        <Title order={1} mt={32}>
          {title}
        </Title>
        <Text c="dimmed" size="sm" mt={4} mb={24} component="div">
          {lead}
        </Text>
        {children}
      </div>
    </main>
  );
}
