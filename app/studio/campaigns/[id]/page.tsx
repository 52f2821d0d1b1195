import { redirect } from "next/navigation";
import { campaignOf, signedInUser } from "#app/studio/page-access.ts";

/** A campaign opens on its overview; a draft, which has none, on its set-up. */
export default async function CampaignPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await signedInUser(`/studio/campaigns/${id}`);
  const campaign = await campaignOf(user, id);
  redirect(`/studio/campaigns/${campaign.id}/${campaign.status === "draft" ? "setup" : "overview"}`);
}
