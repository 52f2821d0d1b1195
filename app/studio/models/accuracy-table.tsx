import table from "#app/studio/list-table.module.css";
import { CountText, PercentText } from "#app/studio/number-text.tsx";
import type { Measure } from "#models/training-report.ts";
import classes from "./models.module.css";
import { ShareWithInterval } from "./share-with-interval.tsx";

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
                <CountText value={measure.n} />
              </td>
              <td data-label="Accuracy" className={table.number}>
                <ShareWithInterval share={measure.accuracy} interval={measure.accuracyCi} />
              </td>
              <td data-label="Balanced" className={table.number}>
                <ShareWithInterval share={measure.balancedAccuracy} interval={measure.balancedAccuracyCi} />
              </td>
              <td data-label="Calibration error" className={table.number}>
                <PercentText share={measure.calibrationError} digits={1} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
