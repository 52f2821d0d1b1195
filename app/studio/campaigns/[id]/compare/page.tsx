import type { Metadata } from "next";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, signedInUser } from "#app/studio/page-access.ts";
import { CompareView } from "./compare-view.tsx";

export const metadata: Metadata = { title: "Compare cuts" };

export default async function ComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
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
  return <CompareView campaignId={campaignId} videos={[first, second, ...others]} />;
}
