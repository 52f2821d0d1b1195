import { SegmentedControl } from "@mantine/core";
import { SMOOTHINGS, type Smoothing } from "#lib/chart/smooth-curve.ts";
import classes from "./smoothing-choice.module.css";

interface SmoothingChoiceProps {
  smoothing: Smoothing;
  onChange: (smoothing: Smoothing) => void;
}

/** Whether the curves are drawn smoothed, and that nothing else is. */
export function SmoothingChoice({ smoothing, onChange }: SmoothingChoiceProps) {
  return (
    <div className={classes.choice}>
      <SegmentedControl
        size="xs"
        aria-label="Smoothing"
        data-testid="smoothing-choice"
        value={String(smoothing)}
        onChange={(value) => onChange(SMOOTHINGS.find((each) => String(each) === value) ?? 0)}
        data={SMOOTHINGS.map((each) => ({
          value: String(each),
          label: each === 0 ? "As stored" : `Smoothed, ${each} s`,
        }))}
      />
      {smoothing !== 0 && (
        <span className={classes.note} role="status">
          Smoothed for display, a centred mean of {smoothing} s; stored numbers, tables and files are not
        </span>
      )}
    </div>
  );
}
