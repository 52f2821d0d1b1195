import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { campaignOf, signedInUser } from "#app/studio/page-access.ts";
import { consentText } from "#lib/consent/consent-text.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignOf } from "#lib/storage/find-campaign.ts";
import { PreviewJourney } from "./preview-journey.tsx";

export const metadata: Metadata = { title: "Preview", robots: { index: false } };

/** A campaign as its viewers will meet it, for its own organisation: no session, no camera, nothing stored. */
export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await signedInUser(`/preview/${id}`);
  const { id: campaignId } = await campaignOf(user, id);
  const campaign = await findCampaignOf(database(), user.organisationId, campaignId);
  if (!campaign || campaign.videos.length === 0) notFound();
  const text = consentText(campaign);
  return (
    <PreviewJourney
      campaignId={campaign.id}
      title={campaign.title}
      organisation={campaign.organisation.name}
      videos={campaign.videos.map(({ title, url, durationMs }) => ({ title, url, durationMs }))}
      consent={{ sections: text.sections, statement: text.statement, sha256: text.sha256 }}
    />
  );
}
