"use client";

import { Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { Wordmark } from "#app/wordmark.tsx";
import classes from "./step-page.module.css";

/** One calm column: what every step but the video itself looks like. */
export function StepPage({ children }: { children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Wordmark />
      </header>
      <main className={classes.column}>{children}</main>
    </div>
  );
}

/** The step's title. `arrive`: the step replaced another one, so a screen reader is taken to it. */
export function StepHeading({ children, arrive = false }: { children: ReactNode; arrive?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrive) heading.current?.focus({ preventScroll: true });
    if (arrive) window.scrollTo({ top: 0 });
  }, [arrive]);
  return (
    <Title order={1} ref={heading} tabIndex={-1} className={classes.heading} mb="sm">
      {children}
    </Title>
  );
}
