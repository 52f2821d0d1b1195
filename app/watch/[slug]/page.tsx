import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { consentText } from "#lib/consent/consent-text.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { bundleAddress } from "#models/manifest.ts";
import { Journey } from "./journey.tsx";
import { NotOpen } from "./not-open.tsx";

export const metadata: Metadata = { title: "Watch", robots: { index: false } };

interface WatchPageProps {
  params: Promise<{ slug: string }>;
}

/** The viewer's page. Strangers learn nothing about a study that is not open but its organisation's name. */
export default async function WatchPage({ params }: WatchPageProps) {
  const { slug } = await params;
  const campaign = await findCampaignBySlug(database(), slug);
  if (!campaign || campaign.status === "draft" || campaign.videos.length === 0) notFound();
  if (campaign.status !== "live" || campaign.attestedAt === null) {
    return <NotOpen organisation={campaign.organisation.name} paused={campaign.status === "paused"} />;
  }
  const text = consentText(campaign);
  return (
    <Journey
      slug={slug}
      title={campaign.title}
      organisation={campaign.organisation.name}
      videoMs={campaign.videos.reduce((sum, video) => sum + video.durationMs, 0)}
      consent={{ sections: text.sections, statement: text.statement, sha256: text.sha256 }}
      addresses={{
        blazeface: bundleAddress("blazeface"),
        facemesh: bundleAddress("facemesh"),
        emotion: bundleAddress("emotion"),
        wasm: bundleAddress("wasm"),
      }}
    />
  );
}
