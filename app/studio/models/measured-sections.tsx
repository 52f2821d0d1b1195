import { Text, Title } from "@mantine/core";
import { Fragment } from "react";
import { CountText, PercentText } from "#app/studio/number-text.tsx";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { HELD_OUT, type Measure, type TrainingReport, weakClasses } from "#models/training-report.ts";
import { AccuracyTable } from "./accuracy-table.tsx";
import classes from "./models.module.css";
import { RecallChart } from "./recall-chart.tsx";
import { RecallTable } from "./recall-table.tsx";

/** How often the model agrees with people, on faces that it has not seen, against its peers, and by group. */
export function MeasuredSections({ report, id }: { report: TrainingReport; id: string }) {
  const heldOut = report.sets[HELD_OUT];
  const groups = Object.entries(report.groups ?? {});
  return (
    <>
      <section className={classes.part} aria-labelledby={`${id}-accuracy`}>
        <Title order={3} id={`${id}-accuracy`}>
          How often it is right
        </Title>
        <Text size="sm" c="dimmed" maw={680}>
          Share of faces that the model names as people did. Balanced: the mean of the seven expressions' own
          shares, so that rare ones count as much. Brackets: 95% interval by bootstrap over faces.
        </Text>
        <AccuracyTable rows={Object.entries(report.sets)} first="Faces" />
        <Text size="sm" c="dimmed" mt="sm" maw={680}>
          Training faces are there for comparison only: the model has seen them. On validation faces its
          read-out was chosen. The rest it has never seen.
        </Text>
      </section>
      {heldOut && (
        <section className={classes.part} aria-labelledby={`${id}-recall`}>
          <Title order={3} id={`${id}-recall`}>
            By expression
          </Title>
          <WeakNote report={report} />
          <RecallChart rows={recallRows(heldOut)} />
          <RecallTable measure={heldOut} />
        </section>
      )}
      <section className={classes.part} aria-labelledby={`${id}-groups`}>
        <Title order={3} id={`${id}-groups`}>
          By group
        </Title>
        {groups.length === 0 ? (
          <Text size="sm" c="dimmed" maw={680}>
            The faces that it was measured on carry no labels of age, gender or skin tone, so that accuracy by
            such groups is not known. What is known is the source of the faces, in the table above: film
            stills of Indian actors (IMFDB; students labelled these, often by the scene and not by the face),
            news photographs (LFW), web images (FER+).
          </Text>
        ) : (
          groups.map(([group, values]) => (
            <AccuracyTable key={group} rows={Object.entries(values)} first={group} />
          ))
        )}
      </section>
      <section className={classes.part} aria-labelledby={`${id}-peers`}>
        <Title order={3} id={`${id}-peers`}>
          Other models on the same faces
        </Title>
        <AccuracyTable rows={Object.entries(report.peersOnTest)} first="Model" />
      </section>
    </>
  );
}

function WeakNote({ report }: { report: TrainingReport }) {
  const weak = weakClasses(report);
  if (weak.length === 0) return null;
  return (
    <Text size="sm" fw={550} maw={680} data-testid="weak-classes">
      Weak: it finds fewer than six in ten faces of{" "}
      {weak.map(({ expression, recall, n }, index) => (
        <Fragment key={expression}>
          {index > 0 && ", "}
          {EXPRESSION_STYLES[expression].label.toLowerCase()} (<PercentText share={recall} /> of{" "}
          <CountText value={n} />)
        </Fragment>
      ))}
      . A flat curve of these does not mean that nobody looked so.
    </Text>
  );
}

function recallRows(measure: Measure) {
  return Object.entries(EXPRESSION_STYLES).map(([expression, { label }]) => ({
    label,
    found: measure.perClassRecall[expression as keyof typeof EXPRESSION_STYLES] ?? 0,
  }));
}
