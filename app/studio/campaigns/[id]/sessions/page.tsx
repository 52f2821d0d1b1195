import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { CountText } from "#app/studio/number-text.tsx";
import { campaignWithFieldwork, mayReadRespondents, signedInUser } from "#app/studio/page-access.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { sessionList } from "#lib/reports/session-list.ts";
import { readConsentVersions } from "#lib/storage/consent-records.ts";
import { database } from "#lib/storage/database.ts";
import { readSegmentVariables } from "#lib/storage/read-campaign-setup.ts";
import { AudienceLinks } from "./audience-links.tsx";
import { FollowList } from "./follow-list.tsx";
import { listHref, readList } from "./list-address.ts";
import { SessionCount } from "./session-count.tsx";
import { SessionFilters } from "./session-filters.tsx";
import { SessionPager } from "./session-pager.tsx";
import { SessionTable } from "./session-table.tsx";

export const metadata: Metadata = { title: "Respondents" };

interface SessionsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SessionsPage({ params, searchParams }: SessionsPageProps) {
  const { id } = await params;
  const { query, address } = readList(await searchParams);
  const user = await signedInUser(listHref(`/studio/campaigns/${id}/sessions`, address, {}));
  const campaign = await campaignWithFieldwork(user, id);
  if (!mayReadRespondents(user)) notFound();
  const base = `/studio/campaigns/${campaign.id}/sessions`;
  const [list, variables, consentVersions] = await Promise.all([
    sessionList(database(), campaign.id, query).catch((error: unknown) => {
      // A cursor of another list: an address that somebody changed by hand.
      if (error instanceof AppError && error.code === "bad-request") return null;
      throw error;
    }),
    readSegmentVariables(database(), campaign.id),
    readConsentVersions(database(), campaign.id),
  ]);
  if (list === null) redirect(listHref(base, address, {}));
  const { audience } = query;
  const all = audience === "real" ? campaign.real : campaign.simulated;
  const nobody = all.sessions + all.excluded === 0 && list.total === 0 && Object.keys(address).length <= 1;
  return (
    <>
      <FollowList campaignId={campaign.id} />
      <AudienceLinks base={base} audience={audience} campaign={campaign} />
      {nobody ? (
        <EmptyNote title={audience === "real" ? "No real viewers yet" : "No simulated viewers"}>
          {audience === "real"
            ? "Copy the viewer link above and send it. Each viewer appears here as soon as they have consented."
            : "Nothing in this campaign was made by the synthetic viewer."}
        </EmptyNote>
      ) : (
        <>
          <SessionFilters
            key={audience}
            base={base}
            address={address}
            variables={variables}
            videos={campaign.videos}
            consentVersions={consentVersions}
          />
          <SessionCount total={list.total} />
          {list.sessions.length === 0 ? (
            <EmptyNote title="Nobody fits these filters">Take one of them away to see respondents.</EmptyNote>
          ) : (
            <SessionTable
              campaignId={campaign.id}
              base={base}
              sessions={list.sessions}
              variables={variables}
              videos={campaign.videos}
              query={query}
              address={address}
            />
          )}
          <SessionPager base={base} address={address} list={list} />
        </>
      )}
      {campaign.declined > 0 && audience === "real" && (
        <Text size="sm" c="dimmed" mt="lg">
          <CountText value={campaign.declined} /> {campaign.declined === 1 ? "person" : "people"} read the
          consent text and declined. Nothing else is stored of them.
        </Text>
      )}
    </>
  );
}
