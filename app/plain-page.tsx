import { Title } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./plain-page.module.css";
import { Wordmark } from "./wordmark.tsx";

/** A page that only says something: not found, failed. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <Link href="/" className={classes.home}>
          <Wordmark />
        </Link>
        <Title order={1}>{title}</Title>
        {children}
      </div>
    </main>
  );
}
