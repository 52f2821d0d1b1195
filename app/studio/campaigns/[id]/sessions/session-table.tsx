import Link from "next/link";
import classes from "#app/studio/list-table.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { percent } from "#lib/chart/axis-format.ts";
import { BASELINE_REFUSAL_LABELS } from "#lib/chart/baseline-labels.ts";
import { endReasonText } from "#lib/chart/quality-labels.ts";
import type { SessionListItem } from "#lib/protocol/session-list.ts";
import { QualityCell } from "./quality-cell.tsx";
import own from "./sessions.module.css";

const STATE_LABELS: Record<SessionListItem["state"], string> = {
  open: "Watching or left early",
  finished: "Finished",
  withdrawn: "Withdrawn",
};

export function SessionTable({ base, sessions }: { base: string; sessions: readonly SessionListItem[] }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} data-testid="session-table">
        <thead>
          <tr>
            <th scope="col">Respondent</th>
            <th scope="col">Started</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.number}>
              Seconds
            </th>
            <th scope="col" className={classes.number}>
              Valid
            </th>
            <th scope="col">Baseline</th>
            <th scope="col">Quality</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.publicId} data-simulated={session.simulated || undefined}>
              <td className={classes.lead}>
                <Link className={`${classes.rowLink} ${classes.mono}`} href={`${base}/${session.publicId}`}>
                  {session.publicId.slice(0, 8)}
                </Link>
                {session.simulated && <span className={own.badge}>Simulated</span>}
                {session.excludedAt !== null && (
                  <span className={own.excluded}>
                    Excluded: {session.excludedReason ?? "no reason given"}
                  </span>
                )}
              </td>
              <td data-label="Started" data-muted>
                <LocalTime iso={session.startedAt} />
              </td>
              <td data-label="State">{endReasonText(session.endReason) ?? STATE_LABELS[session.state]}</td>
              <td data-label="Seconds" className={classes.number}>
                {session.seconds}
              </td>
              <td data-label="Valid" className={classes.number}>
                {session.seconds === 0 ? "\u2013" : percent(session.validSeconds / session.seconds)}
              </td>
              <td data-label="Baseline" data-muted>
                {baselineText(session)}
              </td>
              <td data-label="Quality">
                <QualityCell grade={session.grade} gradeReasons={session.gradeReasons} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function baselineText({ hasBaseline, baselineRefusal }: SessionListItem): string {
  if (hasBaseline) return "Accepted";
  if (baselineRefusal === null) return "Not calibrated yet";
  return BASELINE_REFUSAL_LABELS[baselineRefusal] ?? baselineRefusal;
}
