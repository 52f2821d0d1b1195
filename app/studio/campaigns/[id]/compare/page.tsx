import type { Metadata } from "next";
import { namesUnknownFilm, type PageParams } from "#app/studio/campaigns/[id]/film-address.ts";
import { UnknownCuts } from "#app/studio/campaigns/[id]/unknown-film.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, signedInUser } from "#app/studio/page-access.ts";
import { CompareView } from "./compare-view.tsx";

export const metadata: Metadata = { title: "Compare cuts" };

export default async function ComparePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<PageParams>;
}) {
  const { id } = await params;
  const asked = await searchParams;
  const user = await signedInUser(`/studio/campaigns/${id}/compare`);
  const { id: campaignId, videos } = await campaignOf(user, id);
  const [first, second, ...others] = videos;
  if (first === undefined || second === undefined) {
    return (
      <EmptyNote title="One video only">
        Cuts are compared within one campaign: add the other one in the set-up, before it is published.
      </EmptyNote>
    );
  }
  if (namesUnknownFilm(asked, ["a", "b"], videos)) {
    return <UnknownCuts page={`/studio/campaigns/${id}/compare`} params={asked} />;
  }
  return <CompareView campaignId={campaignId} videos={[first, second, ...others]} />;
}
