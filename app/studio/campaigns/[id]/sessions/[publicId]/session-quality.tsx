import { Text, Title } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { clockTime } from "#lib/chart/axis-format.ts";
import type { NumberWords } from "#lib/chart/number-words.ts";
import { endReasonText, eventText, gradeReasonText, gradeText } from "#lib/chart/quality-labels.ts";
import type { SessionMeasures } from "#lib/protocol/quality.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";
import classes from "../quality.module.css";

/** A respondent's grade with its reasons, what it was taken from, and what happened in their page. */
export function SessionQuality({ respondent }: { respondent: Respondent }) {
  const { grade, gradeReasons, measures, capture, events } = respondent;
  const numbers = useNumberWords();
  const ended = endReasonText(respondent.endReason);
  return (
    <section className={classes.card} aria-labelledby="session-quality" data-testid="session-quality">
      <Title order={3} id="session-quality" mb="xs">
        Quality
      </Title>
      {grade === null ? (
        <Text c="dimmed" size="sm" mb="md">
          Graded when the session finishes.{ended !== null && ` So far: ${ended.toLowerCase()}.`}
        </Text>
      ) : (
        <p className={classes.grade}>{gradeText(grade)}</p>
      )}
      {gradeReasons.length > 0 && (
        <ul className={classes.list}>
          {gradeReasons.map((reason) => (
            <li key={reason.reason}>
              {gradeReasonText(reason, numbers)}
              {reason.points > 0 && ` (\u2212${reason.points})`}
            </li>
          ))}
        </ul>
      )}
      <dl className={classes.measures}>
        {factsOf(measures, capture, numbers).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {events.length > 0 && (
        <>
          <Title order={4} size="sm" mt="lg" mb={4}>
            What happened
          </Title>
          <ul className={classes.events}>
            {events.map((event) => (
              <li key={`${event.atMs}-${event.kind}`}>
                <time>{clockTime(event.atMs / 1000)}</time>
                <span>{eventText(event, numbers)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function factsOf(
  measures: SessionMeasures | null,
  capture: Respondent["capture"],
  { count, percent, decimal }: NumberWords,
): [string, string][] {
  const facts: [string, string][] = [];
  if (capture) {
    facts.push(["Runs on", capture.backend], ["Samples a second, chosen", count(capture.samplesPerSecond)]);
  }
  if (!measures) return facts;
  const told = (value: number | null, text: (value: number) => string) =>
    value === null ? "not told" : text(value);
  facts.push(
    ["Samples a second, taken", told(measures.samplesPerSecond, (value) => decimal(value, 1))],
    ["Coverage", percent(measures.coverage)],
    ["Face, of the picture's width", told(measures.faceSize, (value) => percent(value))],
    ["Brightness", told(measures.brightness, (value) => percent(value))],
    ["Contrast", told(measures.contrast, (value) => percent(value))],
    ["Mouth opening, median", told(measures.mouthOpening, (value) => decimal(value))],
    ["Blinks a minute, at least", told(measures.blinksPerMinute, (value) => decimal(value, 0))],
    ["Video stood still", `${decimal(measures.stalledMs / 1000, 1)} s`],
    ["Page left while watching", count(measures.tabSwitches)],
    ["Track breaks", count(measures.trackBreaks)],
  );
  return facts;
}
