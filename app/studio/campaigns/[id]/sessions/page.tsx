import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignOf, mayReadRespondents, signedInUser } from "#app/studio/page-access.ts";
import { type Audience, audienceSchema } from "#lib/protocol/timeline.ts";
import { sessionList } from "#lib/reports/session-list.ts";
import { database } from "#lib/storage/database.ts";
import { AudienceLinks } from "./audience-links.tsx";
import { SessionPager } from "./session-pager.tsx";
import { SessionTable } from "./session-table.tsx";

export const metadata: Metadata = { title: "Respondents" };

const PAGE_SIZE = 50;

interface SessionsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ audience?: string | string[]; cursor?: string | string[] }>;
}

export default async function SessionsPage({ params, searchParams }: SessionsPageProps) {
  const { id } = await params;
  const asked = await searchParams;
  const user = await signedInUser(`/studio/campaigns/${id}/sessions`);
  const campaign = await campaignOf(user, id);
  if (!mayReadRespondents(user)) notFound();
  const chosen = audienceSchema.safeParse(asked.audience);
  const audience: Audience = chosen.success ? chosen.data : "real";
  const { sessions, nextCursor } = await sessionList(database(), campaign.id, {
    audience,
    sort: "startedAt",
    direction: "desc",
    limit: PAGE_SIZE,
    cursor: typeof asked.cursor === "string" ? asked.cursor : undefined,
  });
  const base = `/studio/campaigns/${campaign.id}/sessions`;
  return (
    <>
      <AudienceLinks base={base} audience={audience} campaign={campaign} />
      {sessions.length === 0 ? (
        <EmptyNote title={audience === "real" ? "No real viewers yet" : "No simulated viewers"}>
          {audience === "real"
            ? "Copy the viewer link above and send it. Each viewer appears here as soon as they have consented."
            : "Nothing in this campaign was made by the synthetic viewer."}
        </EmptyNote>
      ) : (
        <>
          <SessionTable base={base} sessions={sessions} />
          <SessionPager
            base={base}
            audience={audience}
            nextCursor={nextCursor}
            onFirstPage={asked.cursor === undefined}
          />
        </>
      )}
      {campaign.declined > 0 && audience === "real" && (
        <Text size="sm" c="dimmed" mt="lg">
          {campaign.declined === 1 ? "1 person read" : `${campaign.declined} people read`} the consent text
          and declined. Nothing else is stored of them.
        </Text>
      )}
    </>
  );
}
