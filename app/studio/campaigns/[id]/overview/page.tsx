import type { Metadata } from "next";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, signedInUser } from "#app/studio/page-access.ts";
import { OverviewView } from "./overview-view.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await signedInUser(`/studio/campaigns/${id}/overview`);
  const campaign = await campaignOf(user, id);
  const [first, ...others] = campaign.videos;
  if (first === undefined) {
    return <EmptyNote title="No video yet">Add one in the set-up; then people can watch it.</EmptyNote>;
  }
  return <OverviewView campaign={{ id: campaign.id, status: campaign.status }} videos={[first, ...others]} />;
}
