import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { campaignOf, mayManageCampaigns, signedInUser } from "#app/studio/page-access.ts";
import { env } from "#lib/server/env.ts";
import { database } from "#lib/storage/database.ts";
import { readCampaignSetup } from "#lib/storage/read-campaign-setup.ts";
import { SetupView } from "./setup-view.tsx";

export const metadata: Metadata = { title: "Set-up" };

export default async function SetupPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await signedInUser(`/studio/campaigns/${id}/setup`);
  const campaign = await campaignOf(user, id);
  const setup = await readCampaignSetup(database(), campaign.id);
  if (setup === null) notFound();
  return (
    <SetupView
      setup={setup}
      manages={mayManageCampaigns(user)}
      maxVideoMb={env().MAX_VIDEO_MB}
      deletedKeptDays={env().DELETED_KEPT_DAYS}
    />
  );
}
