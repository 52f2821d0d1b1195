import table from "#app/studio/list-table.module.css";
import { percent } from "#lib/chart/axis-format.ts";
import type { Measure } from "#models/training-report.ts";
import classes from "./models.module.css";

interface AccuracyTableProps {
  rows: readonly (readonly [string, Measure])[];
  /** What the rows are. */
  first: string;
}

export function AccuracyTable({ rows, first }: AccuracyTableProps) {
  return (
    <div className={`${table.frame} ${classes.table}`}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col" className={table.number}>
              n
            </th>
            <th scope="col" className={table.number}>
              Accuracy
            </th>
            <th scope="col" className={table.number}>
              Balanced
            </th>
            <th scope="col" className={table.number}>
              Calibration error
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, measure]) => (
            <tr key={name}>
              <td className={table.lead}>{name}</td>
              <td data-label="n" className={table.number}>
                {measure.n}
              </td>
              <td data-label="Accuracy" className={table.number}>
                {withInterval(measure.accuracy, measure.accuracyCi)}
              </td>
              <td data-label="Balanced" className={table.number}>
                {withInterval(measure.balancedAccuracy, measure.balancedAccuracyCi)}
              </td>
              <td data-label="Calibration error" className={table.number}>
                {percent(measure.calibrationError, 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function withInterval(value: number, [low, high]: readonly [number, number]): string {
  return `${percent(value, 1)} (${percent(low, 1)} to ${percent(high, 1)})`;
}
