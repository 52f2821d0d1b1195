import { Text } from "@mantine/core";
import Link from "next/link";
import { Fragment } from "react";
import { PercentText } from "#app/studio/number-text.tsx";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { readExpressionReport } from "#models/read-training-report.ts";
import { weakClasses } from "#models/training-report.ts";

/** Beside curves: which of them are of expressions that the model often misses. */
export async function WeakClassesNote() {
  const report = await readExpressionReport();
  const weak = report ? weakClasses(report) : [];
  return (
    <Text size="sm" c="dimmed" mt="md" data-testid="weak-classes-note">
      {report === null &&
        "How often the model that scores real viewers is right has not been measured here yet. "}
      {weak.length > 0 && (
        <>
          The model often misses{" "}
          {weak.map(({ expression, recall }, index) => (
            <Fragment key={expression}>
              {index > 0 && ", "}
              {EXPRESSION_STYLES[expression].label.toLowerCase()} (finds <PercentText share={recall} />)
            </Fragment>
          ))}
          : a flat curve of {weak.length === 1 ? "it" : "these"} does not mean that nobody looked so.{" "}
        </>
      )}
      <Link href="/studio/models">How often the model is right</Link>
    </Text>
  );
}
