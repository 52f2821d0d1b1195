import { Text, Title } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { LOSS_LABELS, occurringLosses, respondentLosses } from "#lib/chart/losses.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";
import classes from "../quality.module.css";

/** What the seconds without scores were lost to: all reasons, of the film that is shown and of all of them. */
export function RespondentLosses({ respondent }: { respondent: Respondent }) {
  const { seconds, shown } = respondent;
  return (
    <section className={classes.card} aria-labelledby="respondent-losses" data-testid="respondent-losses">
      <Title order={3} id="respondent-losses" mb="xs">
        Lost seconds
      </Title>
      {seconds.length === 0 ? (
        <Text c="dimmed" size="sm">
          Nothing of this film was received.
        </Text>
      ) : (
        <FilmLosses seconds={seconds} />
      )}
      {shown.length > 1 && <AllFilms respondent={respondent} />}
    </section>
  );
}

function FilmLosses({ seconds }: Pick<Respondent, "seconds">) {
  const { percent, count } = useNumberWords();
  const totals = respondentLosses(seconds);
  if (totals.length === 0) return <Text size="sm">None: every second has scores.</Text>;
  return (
    <dl className={classes.record}>
      {totals.map(({ reason, label, viewerSeconds, share }) => (
        <div key={reason}>
          <dt>{label}</dt>
          <dd>
            {count(viewerSeconds)} s, {percent(share)} of what was watched
          </dd>
        </div>
      ))}
    </dl>
  );
}

function AllFilms({ respondent: { shown, allFilms } }: { respondent: Respondent }) {
  const { count } = useNumberWords();
  const named = occurringLosses(allFilms.losses).map(
    ([reason, lost]) => `${LOSS_LABELS[reason]} ${count(lost)} s`,
  );
  return (
    <Text size="sm" c="dimmed" mt="sm">
      In all {shown.length} films: {count(allFilms.validSeconds)} of {count(allFilms.seconds)} seconds valid
      {named.length > 0 && `; lost to ${named.join(", ")}`}.
    </Text>
  );
}
