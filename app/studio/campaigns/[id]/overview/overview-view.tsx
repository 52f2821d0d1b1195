"use client";

import { Alert, SegmentedControl, Select, Skeleton, Stack } from "@mantine/core";
import { IconFlask, IconPlugConnectedX } from "@tabler/icons-react";
import { LiveIndicator } from "#app/studio/campaigns/[id]/timeline/live-indicator.tsx";
import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { useSelection } from "#app/studio/campaigns/[id]/timeline/use-selection.ts";
import type { CampaignListItem, CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Audience } from "#lib/protocol/timeline.ts";
import { FunnelCard } from "./funnel-card.tsx";
import { HeadlineGrid } from "./headline-grid.tsx";
import classes from "./overview.module.css";
import { QualityCard } from "./quality-card.tsx";
import { useOverview } from "./use-overview.ts";

interface OverviewViewProps {
  campaign: { id: number; status: CampaignListItem["status"] };
  videos: readonly [CampaignVideo, ...CampaignVideo[]];
}

/** Where fieldwork stands, how good the recordings are, and what the film did, in one screen. */
export function OverviewView({ campaign, videos }: OverviewViewProps) {
  const [selection, select] = useSelection();
  const { overview, error, stale, connection } = useOverview(
    campaign.id,
    selection,
    campaign.status === "live",
  );
  const video = videos.find(({ id }) => id === selection.videoId) ?? videos[0];
  const summary = overview?.summary ?? null;
  return (
    <Stack gap="lg">
      <div className={timeline.toolbar}>
        <SegmentedControl
          className={timeline.control}
          aria-label="Audience"
          data-testid="audience-switch"
          value={selection.audience}
          onChange={(audience: Audience) => select({ audience })}
          data={[
            { value: "real", label: "Real viewers" },
            { value: "simulated", label: "Simulated" },
          ]}
        />
        {videos.length > 1 && (
          <Select
            aria-label="Video"
            value={String(video.id)}
            onChange={(value) => value !== null && select({ videoId: Number(value) })}
            data={videos.map(({ id, title }) => ({ value: String(id), label: title }))}
            allowDeselect={false}
          />
        )}
        <div className={timeline.toolbarEnd}>
          <LiveIndicator connection={connection} />
        </div>
      </div>
      {error !== undefined && (
        <Alert
          color="red"
          variant="light"
          icon={<IconPlugConnectedX size={18} />}
          title="The overview could not be loaded"
        >
          {error.message}
        </Alert>
      )}
      {selection.audience === "simulated" && (
        <div className={timeline.simulatedBanner} role="note" data-testid="simulated-banner">
          <IconFlask size={18} aria-hidden="true" />
          <div>
            <strong>Simulated viewers.</strong> These numbers were made by the synthetic viewer. No person was
            measured, and nothing here says how people react to this video.
          </div>
        </div>
      )}
      {overview === undefined ? (
        error === undefined && <Skeleton height={520} radius="lg" aria-label="Loading" />
      ) : (
        <div className={classes.columns} data-stale={stale || undefined} aria-busy={stale}>
          <HeadlineGrid
            overview={overview}
            timelineHref={`/studio/campaigns/${campaign.id}/timeline`}
            onSimulated={() => select({ audience: "simulated" })}
          />
          <div className={classes.side}>
            <FunnelCard funnel={overview.funnel} campaignId={campaign.id} audience={overview.audience} />
            {summary !== null && <QualityCard summary={summary} />}
          </div>
        </div>
      )}
    </Stack>
  );
}
