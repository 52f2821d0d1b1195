"use client";

import { Select } from "@mantine/core";
import { AudienceSwitch } from "#app/studio/audience/audience-switch.tsx";
import { BasisSwitch } from "#app/studio/audience/basis-switch.tsx";
import { MeasureChoice } from "#app/studio/audience/measure-choice.tsx";
import { useSegments } from "#app/studio/campaigns/[id]/timeline/use-segments.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import classes from "./compare.module.css";
import type { CompareSelection } from "./use-compare-selection.ts";

const EVERYBODY = "everybody";

interface CompareToolbarProps {
  campaignId: number;
  videos: readonly CampaignVideo[];
  selection: CompareSelection;
  select: (part: Partial<CompareSelection>) => void;
}

/** Which cuts, which viewers, which scores and how these are read. A cut chosen for one side leaves the other. */
export function CompareToolbar({ campaignId, videos, selection, select }: CompareToolbarProps) {
  const { segments } = useSegments(campaignId);
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
      <Select
        label="Of"
        data={[
          { value: EVERYBODY, label: "Everybody" },
          ...(segments ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={selection.segment === null ? EVERYBODY : String(selection.segment)}
        onChange={(value) =>
          select({ segment: value === EVERYBODY || value === null ? null : Number(value) })
        }
        allowDeselect={false}
        data-testid="compare-segment"
      />
      <AudienceSwitch value={selection.audience} onChange={(audience) => select({ audience })} />
      <BasisSwitch value={selection.basis} onChange={(basis) => select({ basis })} />
      <MeasureChoice value={selection} onChange={select} />
    </div>
  );
}
