"use client";

import { Group, Select, Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import { LinkButton } from "#app/link-button.tsx";
import { AudienceSwitch } from "#app/studio/audience/audience-switch.tsx";
import { BasisSwitch } from "#app/studio/audience/basis-switch.tsx";
import { SimulatedBanner } from "#app/studio/audience/simulated-banner.tsx";
import { ThresholdSelect } from "#app/studio/audience/threshold-select.tsx";
import timeline from "#app/studio/campaigns/[id]/timeline/timeline.module.css";
import { useScenes } from "#app/studio/campaigns/[id]/timeline/use-scenes.ts";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { LoadProblem } from "#app/studio/load-problem.tsx";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import type { Intent, OtherCut } from "#lib/protocol/intent.ts";
import { FEW_VIEWERS } from "#lib/protocol/limits.ts";
import type { Scene } from "#lib/protocol/scenes.ts";
import type { SavedSegment } from "#lib/protocol/segment.ts";
import { CopyScenes } from "./copy-scenes.tsx";
import classes from "./intent.module.css";
import { IntentTable, readingQuery } from "./intent-table.tsx";
import { TargetsForm } from "./targets-form.tsx";
import { useIntent } from "./use-intent.ts";
import { useIntentAddress } from "./use-intent-address.ts";

interface IntentViewProps {
  campaignId: number;
  videos: readonly [CampaignVideo, ...CampaignVideo[]];
  segments: readonly SavedSegment[];
  editable: boolean;
}

/** What each scene is to achieve, what it did, and what a change of the cut did to it. */
export function IntentView({ campaignId, videos, segments, editable }: IntentViewProps) {
  const [address, show] = useIntentAddress();
  const video = videos.find(({ id }) => id === address.videoId) ?? videos[0];
  const { audience, against, basis, threshold } = address;
  const question = { campaignId, videoId: video.id, audience, basis, threshold, against };
  const { intent, error, stale, again } = useIntent(question);
  const scenes = useScenes(campaignId, video.id);
  const [asking, ask] = useState<Scene | null>(null);
  const timelineOf = (videoId: number) => `/studio/campaigns/${campaignId}/timeline?videoId=${videoId}`;
  // That another cut has no scenes is not said of this one.
  const none = intent === undefined || (stale && intent.scenes.length === 0);
  const comparable = intent?.otherCuts.filter(({ shared }) => shared > 0) ?? [];
  return (
    <Stack gap="lg">
      <div className={timeline.toolbar}>
        <AudienceSwitch value={audience} onChange={(next) => show({ audience: next })} />
        <BasisSwitch value={basis} onChange={(next) => show({ basis: next })} />
        <ThresholdSelect value={threshold} onChange={(next) => show({ threshold: next })} />
        {videos.length > 1 && (
          <Select
            aria-label="Cut"
            value={String(video.id)}
            onChange={(value) => value !== null && show({ videoId: Number(value), against: null })}
            data={videos.map(({ id, title }) => ({ value: String(id), label: title }))}
            allowDeselect={false}
          />
        )}
        {comparable.length > 0 && (
          <Select
            aria-label="Compare with an earlier cut"
            w={320}
            maw="100%"
            placeholder="Compare with another cut"
            value={against === null ? null : String(against)}
            onChange={(value) => show({ against: value === null ? null : Number(value) })}
            data={comparable.map((cut) => ({ value: String(cut.videoId), label: cutName(cut) }))}
            clearable
          />
        )}
      </div>
      {error !== undefined && <LoadProblem title="The targets could not be loaded" error={error} />}
      <SimulatedBanner of={intent?.countedAudience ?? audience} />
      {none && error === undefined && <Skeleton height={320} radius="lg" />}
      {!none && intent.scenes.length === 0 && (
        <EmptyNote title="No scenes yet">
          Name the parts of the film first; then say what each is to achieve.
          <Group justify="center" mt="md">
            <LinkButton href={`${timelineOf(video.id)}&${readingQuery(intent)}`}>
              Mark scenes on the timeline
            </LinkButton>
            {editable && (
              <CopyScenes
                cuts={intent.otherCuts}
                onCopy={async (from) => {
                  const copied = await scenes.copyFrom(from);
                  if (copied) {
                    show({ against: from });
                    await again();
                  }
                  return copied;
                }}
              />
            )}
          </Group>
        </EmptyNote>
      )}
      {intent !== undefined && intent.scenes.length > 0 && (
        <div className={classes.answer} data-stale={stale || undefined} aria-busy={stale}>
          <ViewersNote intent={intent} />
          <IntentTable
            intent={intent}
            timelineHref={timelineOf(intent.videoId)}
            before={comparable.find(({ videoId }) => videoId === intent.against)}
            onEdit={editable ? ask : null}
          />
        </div>
      )}
      {asking !== null && (
        <TargetsForm
          scene={asking}
          segments={segments}
          onSave={async (targets) => {
            const saved = await scenes.change(asking, { targets });
            if (saved) await again();
            return saved;
          }}
          onClose={() => ask(null)}
        />
      )}
    </Stack>
  );
}

export function cutName({ title, campaignTitle }: OtherCut): string {
  return `${title} (${campaignTitle})`;
}

function ViewersNote({ intent }: { intent: Intent }) {
  const { count, decimal } = useNumberWords();
  return (
    <p className={timeline.sentence}>
      Achieved: the share of viewers who react in a scene, a score of {decimal(intent.threshold)} or more
      {intent.basis === "corrected" && " above their own baseline"}, averaged over the scene’s seconds, with
      its 95% interval. {count(intent.viewers)} viewers
      {intent.viewers > 0 && intent.viewers < FEW_VIEWERS && ": few, so the intervals are wide"}. A target is
      met or missed when the whole interval lies on that side of it, and open while it does not.
    </p>
  );
}
