import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PlainPage } from "#app/plain-page.tsx";
import { consentText } from "#lib/consent/consent-text.ts";
import { APP_ERRORS } from "#lib/protocol/app-error.ts";
import { segmentVariablesSchema } from "#lib/protocol/campaign-setup.ts";
import { segmentsInLink, unknownSegments } from "#lib/protocol/segment-values.ts";
import { database } from "#lib/storage/database.ts";
import { findCampaignBySlug } from "#lib/storage/find-campaign.ts";
import { bundleAddress } from "#models/manifest.ts";
import { Journey } from "./journey.tsx";

export const metadata: Metadata = { title: "Watch", robots: { index: false } };

interface WatchPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The viewer's page. Strangers learn nothing about a study that is not open but its organisation's name; who took part finds their receipt and can withdraw. */
export default async function WatchPage({ params, searchParams }: WatchPageProps) {
  const { slug } = await params;
  const campaign = await findCampaignBySlug(database(), slug);
  if (!campaign || campaign.status === "draft" || campaign.videos.length === 0) notFound();
  const segments = segmentsInLink(await searchParams);
  const variables = segmentVariablesSchema.parse(campaign.segmentVariables);
  // Said at once, so that whoever tries a link before fieldwork finds the slip.
  if (unknownSegments(variables, segments).length > 0) {
    return (
      <PlainPage title="This link is not complete">
        <Text>{APP_ERRORS["segment-unknown"].message}</Text>
      </PlainPage>
    );
  }
  const isOpen = campaign.status === "live" && campaign.attestedAt !== null;
  const lengths = campaign.videos.map((video) => video.durationMs);
  const { sections, statement, sha256 } = consentText(campaign);
  const consent = { sections, statement, sha256 };
  return (
    <Journey
      slug={slug}
      segments={segments}
      title={isOpen ? campaign.title : ""}
      organisation={campaign.organisation.name}
      videoMs={
        campaign.cutPlan === "oneEach" ? Math.max(...lengths) : lengths.reduce((sum, ms) => sum + ms, 0)
      }
      notOpen={isOpen ? null : campaign.status === "paused" ? "paused" : "ended"}
      consent={isOpen ? consent : { sections: [], statement: "", sha256: "" }}
      addresses={{
        blazeface: bundleAddress("blazeface"),
        facemesh: bundleAddress("facemesh"),
        expression: bundleAddress("expression"),
        wasm: bundleAddress("wasm"),
      }}
    />
  );
}
