import { gradeReasonText, gradeText } from "#lib/chart/quality-labels.ts";
import type { SessionListItem } from "#lib/protocol/session-list.ts";
import own from "./quality.module.css";

/** A session's grade with what took points; a dash while it is not graded. */
export function QualityCell({ grade, gradeReasons }: Pick<SessionListItem, "grade" | "gradeReasons">) {
  return (
    <>
      {grade === null ? "–" : gradeText(grade)}
      {gradeReasons.length > 0 && (
        <span className={own.reasons}>{gradeReasons.map(gradeReasonText).join("; ")}</span>
      )}
    </>
  );
}
