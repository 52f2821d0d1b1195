import { Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "#app/studio/campaigns/setup-card.module.css";

interface SetupSectionProps {
  title: string;
  lede?: ReactNode;
  children: ReactNode;
}

export function SetupSection({ title, lede, children }: SetupSectionProps) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <Title order={2} size="h3" id={id} mb={lede === undefined ? "md" : 4}>
        {title}
      </Title>
      {lede !== undefined && <p className={classes.lede}>{lede}</p>}
      {children}
    </section>
  );
}
