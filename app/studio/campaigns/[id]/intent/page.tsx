import type { Metadata } from "next";
import { namesUnknownFilm, type PageParams } from "#app/studio/campaigns/[id]/film-address.ts";
import { UnknownFilm } from "#app/studio/campaigns/[id]/unknown-film.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, mayManageCampaigns, signedInUser } from "#app/studio/page-access.ts";
import { database } from "#lib/storage/database.ts";
import { readSavedSegments } from "#lib/storage/saved-segments.ts";
import { IntentView } from "./intent-view.tsx";

export const metadata: Metadata = { title: "Intent" };

export default async function IntentPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<PageParams>;
}) {
  const { id } = await params;
  const asked = await searchParams;
  const user = await signedInUser(`/studio/campaigns/${id}/intent`);
  const campaign = await campaignOf(user, id);
  const [first, ...others] = campaign.videos;
  if (first === undefined) {
    return <EmptyNote title="No video yet">Scenes and their targets belong to a film.</EmptyNote>;
  }
  if (namesUnknownFilm(asked, ["videoId"], campaign.videos)) {
    return <UnknownFilm page={`/studio/campaigns/${id}/intent`} params={asked} videos={campaign.videos} />;
  }
  return (
    <IntentView
      campaignId={campaign.id}
      videos={[first, ...others]}
      segments={await readSavedSegments(database(), campaign.id)}
      editable={mayManageCampaigns(user)}
    />
  );
}
