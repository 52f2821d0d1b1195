import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./empty-note.module.css";

/** A list or chart with nothing in it yet: what is missing, and what to do. */
export function EmptyNote({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.note}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" size="sm" maw={460} mx="auto" mt={6} component="div">
        {children}
      </Text>
    </div>
  );
}
