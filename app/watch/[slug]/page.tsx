import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { consentText } from "#lib/consent/consent-text.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { bundleAddress } from "#models/manifest.ts";
import { Journey } from "./journey.tsx";

export const metadata: Metadata = { title: "Watch", robots: { index: false } };

interface WatchPageProps {
  params: Promise<{ slug: string }>;
}

/** The viewer's page. Strangers learn nothing about a study that is not open but its organisation's name; who took part finds their receipt and can withdraw. */
export default async function WatchPage({ params }: WatchPageProps) {
  const { slug } = await params;
  const campaign = await findCampaignBySlug(database(), slug);
  if (!campaign || campaign.status === "draft" || campaign.videos.length === 0) notFound();
  const isOpen = campaign.status === "live" && campaign.attestedAt !== null;
  const { sections, statement, sha256 } = consentText(campaign);
  const consent = { sections, statement, sha256 };
  return (
    <Journey
      slug={slug}
      title={isOpen ? campaign.title : ""}
      organisation={campaign.organisation.name}
      videoMs={campaign.videos.reduce((sum, video) => sum + video.durationMs, 0)}
      notOpen={isOpen ? null : campaign.status === "paused" ? "paused" : "ended"}
      consent={isOpen ? consent : { sections: [], statement: "", sha256: "" }}
      addresses={{
        blazeface: bundleAddress("blazeface"),
        facemesh: bundleAddress("facemesh"),
        emotion: bundleAddress("emotion"),
        wasm: bundleAddress("wasm"),
      }}
    />
  );
}
