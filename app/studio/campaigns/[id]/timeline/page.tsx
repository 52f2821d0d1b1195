import type { Metadata } from "next";
import { namesUnknownFilm, type PageParams } from "#app/studio/campaigns/[id]/film-address.ts";
import { UnknownFilm } from "#app/studio/campaigns/[id]/unknown-film.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { WeakClassesNote } from "#app/studio/models/weak-classes-note.tsx";
import {
  campaignOf,
  mayDownloadSamples,
  mayManageCampaigns,
  mayWriteNotes,
  signedInUser,
} from "#app/studio/page-access.ts";
import { database } from "#lib/storage/database.ts";
import { readSegmentVariables } from "#lib/storage/read-campaign-setup.ts";
import { firstTimeline } from "./first-timeline.ts";
import { TimelineView } from "./timeline-view.tsx";

export const metadata: Metadata = { title: "Timeline" };

interface TimelinePageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<PageParams>;
}

export default async function TimelinePage({ params, searchParams }: TimelinePageProps) {
  const { id } = await params;
  const asked = await searchParams;
  const shown = Object.entries(asked).filter((entry): entry is [string, string] => {
    return typeof entry[1] === "string";
  });
  const address = new URLSearchParams(shown);
  const query = shown.length === 0 ? "" : `?${address}`;
  const user = await signedInUser(`/studio/campaigns/${id}/timeline${query}`);
  const campaign = await campaignOf(user, id);
  const [first, ...others] = campaign.videos;
  if (first === undefined) {
    return <EmptyNote title="No video yet">This campaign has no video to draw curves against.</EmptyNote>;
  }
  if (namesUnknownFilm(asked, ["videoId"], campaign.videos)) {
    return <UnknownFilm page={`/studio/campaigns/${id}/timeline`} params={asked} videos={campaign.videos} />;
  }
  const [variables, begin] = await Promise.all([
    readSegmentVariables(database(), campaign.id),
    firstTimeline(campaign, address),
  ]);
  return (
    <>
      <TimelineView
        campaign={{ id: campaign.id, title: campaign.title, variables }}
        videos={[first, ...others]}
        begin={begin}
        rights={{
          samples: mayDownloadSamples(user),
          scenes: mayManageCampaigns(user),
          notes: mayWriteNotes(user),
        }}
      />
      <WeakClassesNote />
    </>
  );
}
