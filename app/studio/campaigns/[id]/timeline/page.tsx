import type { Metadata } from "next";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, mayDownloadSamples, signedInUser } from "#app/studio/page-access.ts";
import { TimelineView } from "./timeline-view.tsx";

export const metadata: Metadata = { title: "Timeline" };

interface TimelinePageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TimelinePage({ params, searchParams }: TimelinePageProps) {
  const { id } = await params;
  const shown = Object.entries(await searchParams).filter((entry): entry is [string, string] => {
    return typeof entry[1] === "string";
  });
  const query = shown.length === 0 ? "" : `?${new URLSearchParams(shown)}`;
  const user = await signedInUser(`/studio/campaigns/${id}/timeline${query}`);
  const campaign = await campaignOf(user, id);
  const [first, ...others] = campaign.videos;
  if (first === undefined) {
    return <EmptyNote title="No video yet">This campaign has no video to draw curves against.</EmptyNote>;
  }
  return (
    <TimelineView
      campaignId={campaign.id}
      videos={[first, ...others]}
      samplesAllowed={mayDownloadSamples(user)}
    />
  );
}
