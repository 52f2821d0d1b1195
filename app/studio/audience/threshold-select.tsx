"use client";

import { Select } from "@mantine/core";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import classes from "./audience.module.css";

const THRESHOLDS = Array.from({ length: 19 }, (_, i) => ((i + 1) / 20).toFixed(2));

interface ThresholdSelectProps {
  value: number;
  onChange: (threshold: number) => void;
}

/** The score from which a viewer counts as reacting. */
export function ThresholdSelect({ value, onChange }: ThresholdSelectProps) {
  const { decimal } = useNumberWords();
  return (
    <Select
      className={classes.threshold}
      aria-label="Threshold"
      data-testid="threshold-select"
      value={value.toFixed(2)}
      onChange={(next) => next !== null && onChange(Number(next))}
      data={THRESHOLDS.map((one) => ({ value: one, label: `Score \u2265 ${decimal(Number(one))}` }))}
      allowDeselect={false}
      checkIconPosition="right"
    />
  );
}
