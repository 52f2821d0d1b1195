import { Text, Title } from "@mantine/core";
import { Fragment } from "react";
import table from "#app/studio/list-table.module.css";
import { CountText, DecimalText, PercentText } from "#app/studio/number-text.tsx";
import type { StoredReport } from "#models/read-training-report.ts";
import type { CurveRow, TrainingReport } from "#models/training-report.ts";
import { LearningCurve } from "./learning-curve.tsx";
import { ModelLimits } from "./model-limits.tsx";
import classes from "./models.module.css";

/** How the model was made here: what from, how it learnt, and what that does not give. */
export function TrainingSections({ stored: { report, curve }, id }: { stored: StoredReport; id: string }) {
  return (
    <>
      <section className={classes.part} aria-labelledby={`${id}-training`}>
        <Title order={3} id={`${id}-training`}>
          Training
        </Title>
        <Text size="sm" maw={680}>
          <CountText value={report.parameters} /> parameters, <CountText value={report.steps} /> steps in{" "}
          <CountText value={Math.round(report.minutes)} /> minutes from seed{" "}
          {report.wentOnFrom?.seed ?? report.seed}
          {report.wentOnFrom && (
            <>
              , the last <CountText value={report.steps - report.wentOnFrom.steps} /> of them from seed{" "}
              {report.seed}
            </>
          )}
          . Read-out fitted on validation: temperature <CountText value={report.readout.temperature} />, prior
          correction <CountText value={report.readout.tau} />. Left out:{" "}
          {Object.entries(report.dropped).map(([why, n], index) => (
            <Fragment key={why}>
              {index > 0 && ", "}
              <CountText value={n} /> {spaced(why)}
            </Fragment>
          ))}
          .
        </Text>
        {curve.length > 0 ? (
          <>
            <LearningCurve rows={curve} />
            <Text size="sm" maw={680} data-testid="training-gap">
              <GapSentence curve={curve} />
            </Text>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            The learning curve was not kept.
          </Text>
        )}
      </section>
      <section className={classes.part} aria-labelledby={`${id}-counts`}>
        <Title order={3} id={`${id}-counts`}>
          Faces it was made from
        </Title>
        <ClassCounts counts={report.classCounts} />
      </section>
      <ModelLimits report={report} id={id} />
    </>
  );
}

/** The last pass: how much better the model is on what it has seen. */
function GapSentence({ curve }: { curve: readonly CurveRow[] }) {
  const last = curve[curve.length - 1];
  if (!last) return null;
  const gap = last.trainAccuracy - last.valAccuracy;
  return (
    <>
      After <CountText value={last.epoch} /> passes it is right in{" "}
      <PercentText share={last.trainAccuracy} digits={1} /> of training faces and{" "}
      <PercentText share={last.valAccuracy} digits={1} /> of validation faces: a gap of{" "}
      <DecimalText value={100 * gap} digits={1} /> points.
    </>
  );
}

function ClassCounts({ counts }: { counts: TrainingReport["classCounts"] }) {
  const parts = Object.keys(counts);
  const names = [...new Set(Object.values(counts).flatMap((each) => Object.keys(each)))];
  return (
    <div className={`${table.frame} ${classes.table}`}>
      <table className={table.table} data-testid="class-counts">
        <thead>
          <tr>
            <th scope="col">Labelled as</th>
            {parts.map((part) => (
              <th key={part} scope="col" className={table.number}>
                {part}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <td className={table.lead}>{spaced(name)}</td>
              {parts.map((part) => (
                <td key={part} data-label={part} className={table.number}>
                  <CountText value={counts[part]?.[name] ?? 0} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `noMajority` as people write it. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
