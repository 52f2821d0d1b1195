import table from "#app/studio/list-table.module.css";
import { CountText, PercentText } from "#app/studio/number-text.tsx";
import { wilson95 } from "#lib/analytics/wilson.ts";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Measure } from "#models/training-report.ts";
import classes from "./models.module.css";
import { ShareWithInterval } from "./share-with-interval.tsx";

/** Of the faces that people called so, the share that the model finds; and what it says instead. */
export function RecallTable({ measure }: { measure: Measure }) {
  return (
    <div className={`${table.frame} ${classes.table}`}>
      <table className={table.table} data-testid="recall-table">
        <thead>
          <tr>
            <th scope="col">Expression</th>
            <th scope="col" className={table.number}>
              Faces
            </th>
            <th scope="col" className={table.number}>
              Found
            </th>
            <th scope="col">Most often taken for</th>
          </tr>
        </thead>
        <tbody>
          {EXPRESSIONS.map((expression, index) => {
            const n = measure.perClassN[expression] ?? 0;
            const recall = measure.perClassRecall[expression] ?? null;
            return (
              <tr key={expression}>
                <td className={table.lead}>{EXPRESSION_STYLES[expression].label}</td>
                <td data-label="Faces" className={table.number}>
                  <CountText value={n} />
                </td>
                <td data-label="Found" className={table.number}>
                  {recall === null ? (
                    "no faces"
                  ) : (
                    <ShareWithInterval share={recall} interval={intervalOf(recall, n)} />
                  )}
                </td>
                <td data-label="Most often taken for" data-muted>
                  <MistakenFor measure={measure} index={index} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function intervalOf(recall: number, n: number): [number, number] {
  const { low, high } = wilson95(Math.round(recall * n), n);
  return [low, high];
}

function MistakenFor({ measure, index }: { measure: Measure; index: number }) {
  const row = measure.confusion[index] ?? [];
  const others = EXPRESSIONS.map((expression, i) => ({ expression, count: i === index ? 0 : (row[i] ?? 0) }));
  const [worst] = others.sort((a, b) => b.count - a.count);
  const total = row.reduce((sum, count) => sum + count, 0);
  if (!worst || worst.count === 0) return "–";
  return (
    <>
      {EXPRESSION_STYLES[worst.expression].label.toLowerCase()} (<PercentText share={worst.count / total} />)
    </>
  );
}
