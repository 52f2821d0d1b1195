"use client";

import { useNumberWords } from "#app/studio/use-number-words.ts";
import { gradeReasonText, gradeText } from "#lib/chart/quality-labels.ts";
import type { SessionListItem } from "#lib/protocol/session-list.ts";
import own from "./quality.module.css";

/** A session's grade with what took points; a dash while it is not graded. */
export function QualityCell({ grade, gradeReasons }: Pick<SessionListItem, "grade" | "gradeReasons">) {
  const numbers = useNumberWords();
  return (
    <>
      {grade === null ? "–" : gradeText(grade)}
      {gradeReasons.length > 0 && (
        <span className={own.reasons}>
          {gradeReasons.map((reason) => gradeReasonText(reason, numbers)).join("; ")}
        </span>
      )}
    </>
  );
}
