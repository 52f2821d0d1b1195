"use client";

import { SegmentedControl } from "@mantine/core";
import type { Measure } from "#lib/chart/series.ts";
import classes from "./audience.module.css";
import { ThresholdSelect } from "./threshold-select.tsx";

interface MeasureChoiceProps {
  value: { measure: Measure; threshold: number };
  onChange: (part: { measure: Measure } | { threshold: number }) => void;
}

/** Expressions as the share of viewers who react, from which score on, or as a mean score. */
export function MeasureChoice({ value: { measure, threshold }, onChange }: MeasureChoiceProps) {
  return (
    <>
      <SegmentedControl
        className={classes.control}
        aria-label="Figure"
        data-testid="measure-switch"
        value={measure}
        onChange={(next) => onChange({ measure: next })}
        data={[
          { value: "share", label: "Reaction share" },
          { value: "mean", label: "Mean score" },
        ]}
      />
      {measure === "share" && (
        <ThresholdSelect value={threshold} onChange={(next) => onChange({ threshold: next })} />
      )}
    </>
  );
}
