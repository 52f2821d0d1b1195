import { Text } from "@mantine/core";
import Link from "next/link";
import { percent } from "#lib/chart/axis-format.ts";
import { EXPRESSION_STYLES } from "#lib/chart/palette.ts";
import { readExpressionReport } from "#models/read-training-report.ts";
import { weakClasses } from "#models/training-report.ts";

/** Beside curves: which of them are of expressions that the model often misses. */
export async function WeakClassesNote() {
  const report = await readExpressionReport();
  const weak = report ? weakClasses(report) : [];
  const names = weak.map(
    ({ expression, recall }) =>
      `${EXPRESSION_STYLES[expression].label.toLowerCase()} (finds ${percent(recall)})`,
  );
  return (
    <Text size="sm" c="dimmed" mt="md" data-testid="weak-classes-note">
      {report === null
        ? "How often the model that scores real viewers is right has not been measured here yet. "
        : names.length === 0
          ? ""
          : `The model often misses ${names.join(", ")}: a flat curve of these does not mean that nobody looked so. `}
      <Link href="/studio/models">How often the model is right</Link>
    </Text>
  );
}
