import { Title } from "@mantine/core";
import { CountText, PercentText } from "#app/studio/number-text.tsx";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { type TrainingReport, weakClasses, weakestSource } from "#models/training-report.ts";
import classes from "./models.module.css";

/** What the numbers above mean for whoever reads a chart. */
export function ModelLimits({ report, id }: { report: TrainingReport; id: string }) {
  const weak = weakClasses(report).map(({ expression }) => EXPRESSION_STYLES[expression].label.toLowerCase());
  const weakest = weakestSource(report);
  const shifts = report.classChangesAt3PercentShift;
  const flicker = shifts.length === 0 ? null : Math.max(...shifts);
  return (
    <section className={classes.part} aria-labelledby={`${id}-limits`}>
      <Title order={3} id={`${id}-limits`}>
        Limits
      </Title>
      <ul className={classes.limits}>
        <li>
          Labels are other people's guesses at a photograph. Where these disagree nobody is right, and the
          model learnt from their votes.
        </li>
        <li>
          It was made from web and press photographs and film stills, many of them posed. People who watch a
          film move less, and how often small expressions are found was not measured.
        </li>
        {weakest && (
          <li>
            Another camera, another light or other people can make it much worse. Least right of what it never
            saw: {weakest.name}, in <PercentText share={weakest.measure.accuracy} digits={1} /> of{" "}
            <CountText value={weakest.measure.n} /> faces.
          </li>
        )}
        {weak.length > 0 && <li>Read {weak.join(", ")} with care: they are missed often.</li>}
        {flicker !== null && (
          <li>
            One frame is unsteady: moving the crop by <PercentText share={0.03} /> changes the class of up to{" "}
            <PercentText share={flicker} digits={1} /> of faces. A second averages many frames.
          </li>
        )}
        <li>Glasses, beards, masks and hands before the face were not measured apart.</li>
        <li>One person's curve says little; an audience's difference from its own baseline says most.</li>
      </ul>
    </section>
  );
}
