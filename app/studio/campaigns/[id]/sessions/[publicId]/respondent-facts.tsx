import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { LocalTime } from "#app/studio/local-time.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { BASELINE_REFUSAL_LABELS } from "#lib/chart/baseline-labels.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";

export function RespondentFacts({ respondent }: { respondent: Respondent }) {
  const { count } = useNumberWords();
  const valid = respondent.seconds.filter(({ raw }) => raw !== null).length;
  return (
    <dl className={timeline.facts}>
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
        <dd>{`${count(valid)} of ${count(respondent.seconds.length)}`}</dd>
      </div>
      <div>
        <dt>Baseline</dt>
        <dd>{baselineText(respondent)}</dd>
      </div>
      <div>
        <dt>Scored by</dt>
        <dd>{respondent.engineVersion}</dd>
      </div>
    </dl>
  );
}

function baselineText({ baseline, baselineRefusal }: Respondent): string {
  if (baseline !== null) return "Accepted";
  if (baselineRefusal === null) return "Not calibrated yet";
  return BASELINE_REFUSAL_LABELS[baselineRefusal] ?? baselineRefusal;
}
