import { Divider } from "@mantine/core";
import { ReadoutRow } from "#app/studio/curves/hover-readout.tsx";
import { LineSwatch } from "#app/studio/curves/line-swatch.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { LOSS_LABELS } from "#lib/chart/losses.ts";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import type { Curve } from "#lib/chart/series.ts";
import type { Expression } from "#lib/protocol/expressions.ts";
import type { RespondentSecond } from "#lib/protocol/respondent.ts";

interface RespondentReadoutProps {
  second: RespondentSecond | undefined;
  curves: Record<Expression, Curve>;
  shown: readonly Expression[];
  formatValue: (value: number) => string;
}

const DASH = "\u2013";

export function RespondentReadout({ second, curves, shown, formatValue }: RespondentReadoutProps) {
  const { percent, signed } = useNumberWords();
  if (second === undefined) return "Not watched";
  return (
    <>
      {second.loss !== null && <ReadoutRow label={LOSS_LABELS[second.loss]} value="no score" />}
      {second.loss === null &&
        shown.map((expression) => {
          const value = curves[expression][second.second]?.value ?? null;
          return (
            <ReadoutRow
              key={expression}
              swatch={<LineSwatch expression={expression} />}
              label={EXPRESSION_STYLES[expression].label}
              value={value === null ? DASH : formatValue(value)}
            />
          );
        })}
      <Divider my={6} />
      <ReadoutRow label="Coverage" value={percent(second.coverage)} />
      <ReadoutRow label="Valence" value={second.valence === null ? DASH : signed(second.valence)} />
      <ReadoutRow label="Attention" value={second.attention === null ? DASH : percent(second.attention)} />
    </>
  );
}
