import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { baselineText } from "#lib/chart/baseline-labels.ts";
import { sessionStateText } from "#lib/chart/quality-labels.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";

interface RespondentFactsProps {
  respondent: Respondent;
  /** Title of the film that is shown. */
  film: string;
}

export function RespondentFacts({ respondent, film }: RespondentFactsProps) {
  const { percent, count } = useNumberWords();
  const { seconds } = respondent;
  const valid = seconds.filter(({ raw }) => raw !== null).length;
  return (
    <dl className={timeline.facts}>
      <div>
        <dt>Film</dt>
        <dd>{film}</dd>
      </div>
      <div>
        <dt>State</dt>
        <dd>{sessionStateText(respondent)}</dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd>
          <LocalTime iso={respondent.startedAt} />
        </dd>
      </div>
      <div>
        <dt>Finished</dt>
        <dd>{respondent.finishedAt === null ? "Not yet" : <LocalTime iso={respondent.finishedAt} />}</dd>
      </div>
      <div>
        <dt>Valid seconds</dt>
        <dd>
          {seconds.length === 0
            ? "None received"
            : `${percent(valid / seconds.length)}, ${count(valid)} of ${count(seconds.length)}`}
        </dd>
      </div>
      <div>
        <dt>Baseline</dt>
        <dd>{baselineText(respondent.baseline !== null, respondent.baselineRefusal)}</dd>
      </div>
      <div>
        <dt>Scored by</dt>
        <dd>{respondent.engineVersion}</dd>
      </div>
    </dl>
  );
}
