import { Tooltip } from "@mantine/core";
import classes from "./timeline.module.css";
import type { Connection } from "./use-campaign-changes.ts";

const TEXT: Record<Connection, { label: string; detail: string }> = {
  live: { label: "Live", detail: "Somebody is watching: the curves grow as their numbers arrive." },
  connected: { label: "Up to date", detail: "Connected. New numbers appear on their own." },
  polling: {
    label: "Refreshing every 5 s",
    detail: "The live connection is down; the page asks on its own.",
  },
};

export function LiveIndicator({ connection }: { connection: Connection }) {
  const { label, detail } = TEXT[connection];
  return (
    <Tooltip label={detail} multiline maw={260}>
      <span
        className={classes.live}
        data-state={connection}
        data-testid="live-indicator"
        role="status"
        aria-live="polite"
      >
        <span className={classes.liveDot} />
        {label}
      </span>
    </Tooltip>
  );
}
