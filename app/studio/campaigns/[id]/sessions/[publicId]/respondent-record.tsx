import { Title } from "@mantine/core";
import { LocalTime } from "#app/studio/local-time.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { deviceName } from "#lib/chart/device-name.ts";
import { DEVICE_LABELS } from "#lib/chart/quality-labels.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { deviceKind } from "#lib/protocol/device-kind.ts";
import type { Respondent } from "#lib/protocol/respondent.ts";
import classes from "../quality.module.css";

interface RespondentRecordProps {
  respondent: Respondent;
  /** Of the campaign, in its order. */
  variables: readonly SegmentVariable[];
}

/** Who this is, as far as it is known: segment variables, consent and device. */
export function RespondentRecord({ respondent, variables }: RespondentRecordProps) {
  return (
    <section className={classes.card} aria-labelledby="respondent-record" data-testid="respondent-record">
      <Title order={3} id="respondent-record" mb="xs">
        Respondent
      </Title>
      <dl className={classes.record}>
        {variables.length === 0 ? (
          <div>
            <dt>Segment</dt>
            <dd>This campaign has no segment variables</dd>
          </div>
        ) : (
          variables.map(({ key, title }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{respondent.variables[key] ?? "Not told"}</dd>
            </div>
          ))
        )}
        <div>
          <dt>Consent</dt>
          <dd>
            <ConsentFacts consent={respondent.consent} />
          </dd>
        </div>
        <div>
          <dt>Device</dt>
          <dd>
            <DeviceFacts userAgent={respondent.userAgent} capture={respondent.capture} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function ConsentFacts({ consent }: Pick<Respondent, "consent">) {
  if (consent === null) return "No record";
  return (
    <>
      Given <LocalTime iso={consent.decidedAt} />, not withdrawn
      <small>
        text {consent.version} ({consent.locale}), sha256{" "}
        <abbr title={consent.textSha256}>{consent.textSha256.slice(0, 12)}</abbr>
      </small>
    </>
  );
}

function DeviceFacts({ userAgent, capture }: Pick<Respondent, "userAgent" | "capture">) {
  const { count } = useNumberWords();
  const kind = deviceKind(userAgent);
  return (
    <>
      {userAgent === null
        ? "Not told"
        : kind === null
          ? "No browser"
          : `${DEVICE_LABELS[kind]}, ${deviceName(userAgent)}`}
      {capture !== null && capture.cores > 0 && (
        <small>{capture.cores === 1 ? "1 processor core" : `${count(capture.cores)} processor cores`}</small>
      )}
      {userAgent !== null && <small>{userAgent}</small>}
    </>
  );
}
