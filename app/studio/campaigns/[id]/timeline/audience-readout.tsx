import { Divider } from "@mantine/core";
import classes from "#app/studio/curves/curves.module.css";
import { ReadoutRow } from "#app/studio/curves/hover-readout.tsx";
import { LineSwatch } from "#app/studio/curves/line-swatch.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { LOSS_LABELS, type StripPoint } from "#lib/chart/losses.ts";
import type { NumberWords } from "#lib/chart/number-words.ts";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import type { Curve } from "#lib/chart/series.ts";
import type { Expression } from "#lib/protocol/expressions.ts";
import { MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import type { Estimate, Timeline } from "#lib/protocol/timeline.ts";

interface AudienceReadoutProps {
  second: number;
  timeline: Timeline;
  curves: Record<Expression, Curve>;
  shown: readonly Expression[];
  strip: readonly StripPoint[];
  formatValue: (value: number) => string;
}

/** Everything known about one second, the largest curve first; every number with its interval and its n. */
export function AudienceReadout(props: AudienceReadoutProps) {
  const { second, timeline, curves, shown, formatValue } = props;
  const { percent, signed, count } = useNumberWords();
  const row = timeline.seconds[second];
  const strip = props.strip[second];
  if (row === undefined || strip === undefined) return "Not measured yet";
  const ordered = [...shown].sort(
    (a, b) => (curves[b][second]?.value ?? -2) - (curves[a][second]?.value ?? -2),
  );
  return (
    <>
      {row.n < MIN_AUDIENCE ? (
        <div>Fewer than {MIN_AUDIENCE} viewers: not shown</div>
      ) : (
        ordered.map((expression) => {
          const point = curves[expression][second];
          return (
            <ReadoutRow
              key={expression}
              swatch={<LineSwatch expression={expression} />}
              label={EXPRESSION_STYLES[expression].label}
              value={point?.value == null ? "\u2013" : formatValue(point.value)}
              detail={point?.band ? `${formatValue(point.band[0])} to ${formatValue(point.band[1])}` : ""}
            />
          );
        })
      )}
      <Divider my={6} />
      <EstimateRow label="Valence" estimate={row.valence} format={signed} />
      <EstimateRow label="Attention" estimate={row.attention} format={percent} />
      <Divider my={6} />
      <ReadoutRow label="Viewers measured" value={count(row.n)} detail={`of ${count(row.reached)}`} />
      {strip.lost > 0 && <p className={classes.readoutNote}>{lossText(strip, count)}</p>}
    </>
  );
}

function lossText({ losses, withoutBaseline }: StripPoint, count: NumberWords["count"]): string {
  const parts = losses.map(({ reason, viewers }) => `${LOSS_LABELS[reason].toLowerCase()} ${count(viewers)}`);
  if (withoutBaseline > 0) parts.push(`no baseline ${count(withoutBaseline)}`);
  return `Not measured: ${parts.join(", ")}`;
}

function EstimateRow(props: { label: string; estimate: Estimate | null; format: (value: number) => string }) {
  const { label, estimate, format } = props;
  return (
    <ReadoutRow
      label={label}
      value={estimate === null ? "\u2013" : format(estimate.value)}
      detail={estimate === null ? "" : `${format(estimate.low)} to ${format(estimate.high)}`}
    />
  );
}
