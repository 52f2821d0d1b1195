import type { Metadata } from "next";
import { namesUnknownFilm, type PageParams } from "#app/studio/campaigns/[id]/film-address.ts";
import { UnknownFilm } from "#app/studio/campaigns/[id]/unknown-film.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, signedInUser } from "#app/studio/page-access.ts";
import { OverviewView } from "./overview-view.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<PageParams>;
}) {
  const { id } = await params;
  const asked = await searchParams;
  const user = await signedInUser(`/studio/campaigns/${id}/overview`);
  const campaign = await campaignOf(user, id);
  const [first, ...others] = campaign.videos;
  if (first === undefined) {
    return <EmptyNote title="No video yet">Add one in the set-up; then people can watch it.</EmptyNote>;
  }
  if (namesUnknownFilm(asked, ["videoId"], campaign.videos)) {
    return <UnknownFilm page={`/studio/campaigns/${id}/overview`} params={asked} videos={campaign.videos} />;
  }
  return <OverviewView campaign={{ id: campaign.id, status: campaign.status }} videos={[first, ...others]} />;
}
