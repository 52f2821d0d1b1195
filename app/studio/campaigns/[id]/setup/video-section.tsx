"use client";

import { ActionIcon, Text } from "@mantine/core";
import { IconMovie, IconTrash } from "@tabler/icons-react";
import { send } from "#app/studio/api-client/send-json.ts";
import { useChange } from "#app/studio/api-client/use-change.ts";
import { openConfirm } from "#app/studio/open-confirm.ts";
import { useNumberWords } from "#app/studio/use-number-words.ts";
import { clockTime } from "#lib/chart/axis-format.ts";
import type { CampaignSetup, SetupVideo } from "#lib/protocol/campaign-setup.ts";
import { ArrangeVideo } from "./arrange-video.tsx";
import { SetupSection } from "./setup-section.tsx";
import { UploadControl } from "./upload-control.tsx";
import classes from "./video-section.module.css";

interface VideoSectionProps {
  setup: CampaignSetup;
  editable: boolean;
  maxVideoMb: number;
}

export function VideoSection({ setup, editable, maxVideoMb }: VideoSectionProps) {
  const { videos } = setup;
  return (
    <SetupSection
      title={videos.length > 1 ? "Videos" : "Video"}
      lede={`${shownTo(setup)} Only viewers of this campaign and your organisation can fetch ${videos.length > 1 ? "them" : "it"}.`}
    >
      {videos.length > 0 && (
        <ol className={classes.list}>
          {videos.map((video, index) => (
            <VideoRow
              key={video.id}
              campaignId={setup.id}
              video={video}
              editable={editable}
              place={{ position: index + 1, of: videos.length }}
            />
          ))}
        </ol>
      )}
      {videos.length === 0 && !editable && <Text size="sm">No video yet.</Text>}
      {editable && (
        <UploadControl campaignId={setup.id} maxVideoMb={maxVideoMb} first={videos.length === 0} />
      )}
    </SetupSection>
  );
}

function shownTo({ videos, cutPlan }: CampaignSetup): string {
  if (videos.length < 2) return "Shown to every viewer.";
  if (cutPlan === "oneEach") return "Each viewer is shown one of them, at random.";
  return `All are shown to every viewer, in ${cutPlan === "allShuffled" ? "random" : "this"} order.`;
}

interface VideoRowProps {
  campaignId: number;
  video: SetupVideo;
  editable: boolean;
  place: { position: number; of: number };
}

function VideoRow({ campaignId, video, editable, place }: VideoRowProps) {
  const { change, busy } = useChange();
  const { decimal } = useNumberWords();
  const remove = () =>
    openConfirm({
      title: "Remove this video?",
      children: <Text size="sm">“{video.title}” is removed from this server. You can upload it again.</Text>,
      labels: { confirm: "Remove", cancel: "Keep it" },
      confirmProps: { color: "red" },
      onConfirm: () =>
        void change(
          () => send("DELETE", `/api/campaigns/${campaignId}/videos/${video.id}`),
          `“${video.title}” is removed`,
        ),
    });
  const facts = [
    clockTime(video.durationMs / 1000),
    `${video.width} × ${video.height}`,
    video.mimeType.replace("video/", ""),
    ...(video.sizeBytes === null ? [] : [`${decimal(video.sizeBytes / 1_000_000, 1)} MB`]),
  ];
  return (
    <li className={classes.row} data-testid="setup-video">
      {video.thumbnailUrl === null ? (
        <span className={classes.thumbnail}>
          <IconMovie size={24} aria-hidden />
        </span>
      ) : (
        // biome-ignore lint/performance/noImgElement: behind a sign-in, which the image optimiser has not
        <img className={classes.thumbnail} src={video.thumbnailUrl} alt="" loading="lazy" />
      )}
      <div className={classes.text}>
        <Text size="sm" fw={600} truncate>
          {video.title}
        </Text>
        <Text size="xs" c="dimmed">
          {facts.join(" · ")}
        </Text>
      </div>
      {editable && (
        <>
          <ArrangeVideo campaignId={campaignId} video={video} {...place} />
          <ActionIcon
            variant="subtle"
            size="lg"
            loading={busy}
            aria-label={`Remove ${video.title}`}
            onClick={remove}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </>
      )}
    </li>
  );
}
