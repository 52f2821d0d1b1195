import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { GradeCounts } from "#lib/protocol/overview.ts";
import { BEST_GRADE, WORST_GRADE } from "#lib/protocol/quality.ts";
import { GRADES } from "#lib/protocol/segment.ts";
import classes from "./grade-row.module.css";
import overview from "./overview.module.css";

/** How many sessions have each grade, the best first, each with its share of those that are graded. */
export function GradeRow({ grades }: { grades: GradeCounts }) {
  const { count, percent } = useNumberWords();
  const graded = grades.graded.reduce((sum, sessions) => sum + sessions, 0);
  if (graded + grades.notGraded === 0) return null;
  return (
    <div className={classes.grades} data-testid="grades">
      <h3>
        Sessions by grade, {BEST_GRADE} the best, {WORST_GRADE} unusable
      </h3>
      <dl>
        {GRADES.map((grade, i) => ({ grade, sessions: grades.graded[i] ?? 0 }))
          .reverse()
          .map(({ grade, sessions }) => (
            <div key={grade} data-grade={grade}>
              <dt>{grade}</dt>
              <dd>
                <strong>{count(sessions)}</strong>
                <small>{graded === 0 ? "" : percent(sessions / graded)}</small>
              </dd>
            </div>
          ))}
      </dl>
      <p className={overview.small}>
        {graded === 1
          ? "Of the 1 session of this video that finished and counts"
          : `Of the ${count(graded)} sessions of this video that finished and count`}
        ; the excluded are told under Fieldwork.
        {grades.notGraded > 0 &&
          (grades.notGraded === 1
            ? " 1 more has not finished and has no grade."
            : ` ${count(grades.notGraded)} more have not finished and have no grade.`)}
      </p>
    </div>
  );
}
