import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { ViewActions } from "#app/studio/campaigns/[id]/timeline/view-actions.tsx";
import { type CompareSelection, comparisonQuery } from "./use-compare-selection.ts";

interface CompareActionsProps {
  campaignId: number;
  selection: CompareSelection;
  /** The query of a link to the view with the films at a position, seconds. */
  queryAt: (at: number | null) => string;
  presenting: boolean;
  onPresent: () => void;
}

/** Take the comparison along: its link, the room's screen, its numbers. */
export function CompareActions(props: CompareActionsProps) {
  const { campaignId, selection, queryAt, presenting, onPresent } = props;
  const base = `/api/campaigns/${campaignId}`;
  return (
    <Group gap="xs">
      <ViewActions queryAt={queryAt} presenting={presenting} onPresent={onPresent} />
      {!presenting && (
        <>
          <Button
            component="a"
            href={`${base}/comparison.csv?${comparisonQuery(selection)}`}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} />}
          >
            Numbers, CSV
          </Button>
          <Button component="a" href={`${base}/codebook`} download variant="subtle" size="xs">
            Codebook
          </Button>
        </>
      )}
    </Group>
  );
}
