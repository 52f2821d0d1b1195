import type { Metadata } from "next";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, mayDownloadSamples, signedInUser } from "#app/studio/page-access.ts";
import { TimelineView } from "./timeline-view.tsx";

export const metadata: Metadata = { title: "Timeline" };

export default async function TimelinePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await signedInUser(`/studio/campaigns/${id}/timeline`);
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
