import { Text } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { largestN } from "#lib/chart/losses.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Timeline } from "#lib/protocol/timeline.ts";
import classes from "./timeline.module.css";

/** Says in the empty plot why it is empty; nothing once there are enough viewers. */
export function PlotNote({ timeline }: { timeline: Timeline }) {
  const { count } = useNumberWords();
  const most = largestN(timeline);
  if (most >= MIN_AUDIENCE) return null;
  if (timeline.sessions === 0) {
    return (
      <div className={classes.plotNote} data-testid="no-viewers">
        <Text fw={600}>{timeline.audience === "real" ? "No viewers yet" : "No simulated viewers"}</Text>
        <Text size="sm" c="dimmed">
          {timeline.audience === "real"
            ? "Curves grow here while people watch. Send them the viewer link."
            : "Nothing in this campaign was made by the synthetic viewer."}
        </Text>
      </div>
    );
  }
  return (
    <div className={classes.plotNote} data-testid="too-few">
      <Text fw={600}>
        {count(most)} of {MIN_AUDIENCE} viewers
      </Text>
      <Text size="sm" c="dimmed">
        Curves appear from {MIN_AUDIENCE} viewers measured in the same second, so that nobody can be picked
        out of them. The strip below already counts.
      </Text>
    </div>
  );
}
