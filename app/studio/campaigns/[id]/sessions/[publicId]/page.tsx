import { Title } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { WeakClassesNote } from "#app/studio/models/weak-classes-note.tsx";
import { campaignOf, mayReadRespondents, signedInUser } from "#app/studio/page-access.ts";
import { respondentQuerySchema } from "#lib/protocol/respondent.ts";
import { respondentTimeline } from "#lib/reports/respondent-timeline.ts";
import { database } from "#lib/storage/database.ts";
import { readSegmentVariables } from "#lib/storage/read-campaign-setup.ts";
import { ExclusionButton } from "../exclusion-button.tsx";
import classes from "../sessions.module.css";
import { ExclusionHistory } from "./exclusion-history.tsx";
import { RespondentView } from "./respondent-view.tsx";

export const metadata: Metadata = { title: "Respondent" };

interface RespondentPageProps {
  params: Promise<{ id: string; publicId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RespondentPage({ params, searchParams }: RespondentPageProps) {
  const { id, publicId } = await params;
  const base = `/studio/campaigns/${id}/sessions/${publicId}`;
  const asked = respondentQuerySchema.safeParse(await searchParams);
  const segment = asked.data?.segment ?? 1;
  const user = await signedInUser(segment === 1 ? base : `${base}?segment=${segment}`);
  const campaign = await campaignOf(user, id);
  if (!mayReadRespondents(user)) notFound();
  const [respondent, variables] = await Promise.all([
    respondentTimeline(database(), campaign.id, publicId, segment),
    readSegmentVariables(database(), campaign.id),
  ]);
  const video = campaign.videos.find((candidate) => candidate.id === respondent?.videoId);
  if (respondent === null || video === undefined) notFound();
  const list = `/studio/campaigns/${campaign.id}/sessions${respondent.simulated ? "?audience=simulated" : ""}`;
  return (
    <>
      <Link className={classes.crumb} href={list}>
        All respondents
      </Link>
      <RespondentView
        key={segment}
        campaignId={campaign.id}
        initial={respondent}
        video={video}
        variables={variables}
        head={
          <>
            <div className={classes.head}>
              <Title order={2}>Respondent {respondent.publicId.slice(0, 8)}</Title>
              {respondent.simulated && (
                <span className={classes.badge} data-testid="simulated-badge">
                  Simulated viewer
                </span>
              )}
              {respondent.excludedReason !== null && (
                <span className={classes.excluded}>Excluded: {respondent.excludedReason}</span>
              )}
              <span className={classes.headEnd}>
                <ExclusionButton
                  campaignId={campaign.id}
                  publicId={respondent.publicId}
                  excluded={respondent.excludedReason !== null}
                />
              </span>
            </div>
            {respondent.shown.length > 1 && (
              <nav className={classes.audiences} aria-label="Films shown, in this order">
                {respondent.shown.map((film) => (
                  <Link
                    key={film.segment}
                    href={`${base}?segment=${film.segment}`}
                    aria-current={film.segment === segment ? "page" : undefined}
                  >
                    {film.segment}. {campaign.videos.find(({ id }) => id === film.videoId)?.title}
                  </Link>
                ))}
              </nav>
            )}
          </>
        }
      >
        <ExclusionHistory decisions={respondent.exclusions} />
        <WeakClassesNote />
      </RespondentView>
    </>
  );
}
