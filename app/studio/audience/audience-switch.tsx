"use client";

import { SegmentedControl } from "@mantine/core";
import type { Audience } from "#lib/protocol/timeline.ts";
import classes from "./audience.module.css";

interface AudienceSwitchProps {
  value: Audience;
  onChange: (audience: Audience) => void;
  /** What stands behind each name, such as how many there are. */
  notes?: Record<Audience, string>;
}

/** Real viewers or simulated ones: never both. */
export function AudienceSwitch({ value, onChange, notes }: AudienceSwitchProps) {
  return (
    <SegmentedControl
      className={classes.control}
      aria-label="Audience"
      data-testid="audience-switch"
      value={value}
      onChange={onChange}
      data={[
        { value: "real", label: `Real viewers${notes?.real ?? ""}` },
        { value: "simulated", label: `Simulated${notes?.simulated ?? ""}` },
      ]}
    />
  );
}
