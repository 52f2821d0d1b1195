"use client";

import { SegmentedControl } from "@mantine/core";
import type { Basis } from "#lib/protocol/timeline.ts";
import classes from "./audience.module.css";

/** Scores above each viewer's own baseline, or as the model gave them. */
export function BasisSwitch({ value, onChange }: { value: Basis; onChange: (basis: Basis) => void }) {
  return (
    <SegmentedControl
      className={classes.control}
      aria-label="Scores"
      data-testid="basis-switch"
      value={value}
      onChange={onChange}
      data={[
        { value: "corrected", label: "Corrected" },
        { value: "raw", label: "Raw" },
      ]}
    />
  );
}
