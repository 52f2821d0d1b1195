"use client";

import { Select } from "@mantine/core";
import { AudienceSwitch } from "#app/studio/audience/audience-switch.tsx";
import { BasisSwitch } from "#app/studio/audience/basis-switch.tsx";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import classes from "./compare.module.css";
import type { CompareSelection } from "./use-compare-selection.ts";

interface CompareToolbarProps {
  videos: readonly CampaignVideo[];
  selection: CompareSelection;
  select: (part: Partial<CompareSelection>) => void;
}

/** Which cuts, which viewers, which scores. A cut chosen for one side leaves the other. */
export function CompareToolbar({ videos, selection, select }: CompareToolbarProps) {
  const data = videos.map(({ id, title }) => ({ value: String(id), label: title }));
  const choose = (side: "a" | "b", other: "a" | "b") => (value: string | null) => {
    if (value === null) return;
    const id = Number(value);
    select(id === selection[other] ? { [side]: id, [other]: selection[side] } : { [side]: id });
  };
  return (
    <div className={classes.toolbar}>
      <Select
        label="Cut A"
        data={data}
        value={String(selection.a)}
        onChange={choose("a", "b")}
        allowDeselect={false}
        data-testid="cut-a"
      />
      <Select
        label="Cut B"
        data={data}
        value={String(selection.b)}
        onChange={choose("b", "a")}
        allowDeselect={false}
        data-testid="cut-b"
      />
      <AudienceSwitch value={selection.audience} onChange={(audience) => select({ audience })} />
      <BasisSwitch value={selection.basis} onChange={(basis) => select({ basis })} />
    </div>
  );
}
