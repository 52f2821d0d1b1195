import { Text } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { type EmptyReason, emptyReason } from "#lib/chart/audience-words.ts";
import { largestN } from "#lib/chart/losses.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Audience, Timeline } from "#lib/protocol/timeline.ts";
import classes from "./timeline.module.css";

const EMPTY_WORDS: Record<EmptyReason, (audience: Audience) => { title: string; sentence: string }> = {
  segment: () => ({
    title: "Nobody in this segment",
    sentence: "Curves appear here when it has viewers, or with everybody.",
  }),
  excluded: () => ({
    title: "Everybody is excluded",
    sentence: "The respondents' page tells why, and can count them again.",
  }),
  audience: (audience) =>
    audience === "real"
      ? {
          title: "No viewers yet",
          sentence: "Curves grow here while people watch. Send them the viewer link.",
        }
      : {
          title: "No simulated viewers",
          sentence: "Nothing in this campaign was made by the synthetic viewer.",
        },
};

/** Says in the empty plot why it is empty; nothing once there are enough viewers. */
export function PlotNote({ timeline }: { timeline: Timeline }) {
  const { count } = useNumberWords();
  const most = largestN(timeline);
  if (most >= MIN_AUDIENCE) return null;
  const empty = emptyReason(timeline);
  if (empty !== null) {
    const { title, sentence } = EMPTY_WORDS[empty](timeline.audience);
    return (
      <div className={classes.plotNote} data-testid="no-viewers">
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {sentence}
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
