import { Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./account.module.css";

export function Card({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      <Text c="dimmed" size="sm">
        {lead}
      </Text>
      {children}
    </section>
  );
}
