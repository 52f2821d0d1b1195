"use client";

import { Select, Skeleton, Stack } from "@mantine/core";
import { AudienceSwitch } from "#app/studio/audience/audience-switch.tsx";
import { SimulatedBanner } from "#app/studio/audience/simulated-banner.tsx";
import { LiveIndicator } from "#app/studio/campaigns/[id]/timeline/live-indicator.tsx";
import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { useSelection } from "#app/studio/campaigns/[id]/timeline/use-selection.ts";
import { LoadProblem } from "#app/studio/load-problem.tsx";
import { emptyReason } from "#lib/chart/audience-words.ts";
import type { CampaignListItem, CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { countedTogether } from "#lib/protocol/counted-audience.ts";
import { FunnelCard } from "./funnel-card.tsx";
import { headlineAddress } from "./headline-address.ts";
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
        <AudienceSwitch value={selection.audience} onChange={(audience) => select({ audience })} />
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
      {error !== undefined && <LoadProblem title="The overview could not be loaded" error={error} />}
      <SimulatedBanner
        of={
          overview === undefined
            ? selection.audience
            : countedTogether(overview.audience, overview.countedAudience)
        }
      />
      {overview === undefined ? (
        error === undefined && <Skeleton height={520} radius="lg" aria-label="Loading" />
      ) : (
        <div className={classes.columns} data-stale={stale || undefined} aria-busy={stale}>
          <HeadlineGrid
            overview={overview}
            hrefAt={(second) =>
              `/studio/campaigns/${campaign.id}/timeline?${headlineAddress(selection, overview, second)}`
            }
            onSimulated={() => select({ audience: "simulated" })}
          />
          <div className={classes.side}>
            <FunnelCard
              funnel={overview.funnel}
              campaignId={campaign.id}
              audience={overview.audience}
              ofSeveral={videos.length > 1}
            />
            {summary !== null && (
              <QualityCard summary={summary} grades={overview.grades} empty={emptyReason(overview)} />
            )}
          </div>
        </div>
      )}
    </Stack>
  );
}
