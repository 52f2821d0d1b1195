import { Title } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { WeakClassesNote } from "#app/studio/models/weak-classes-note.tsx";
import { campaignOf, mayReadRespondents, signedInUser } from "#app/studio/page-access.ts";
import { respondentTimeline } from "#lib/reports/respondent-timeline.ts";
import { database } from "#lib/storage/database.ts";
import classes from "../sessions.module.css";
import { RespondentView } from "./respondent-view.tsx";

export const metadata: Metadata = { title: "Respondent" };

interface RespondentPageProps {
  params: Promise<{ id: string; publicId: string }>;
}

export default async function RespondentPage({ params }: RespondentPageProps) {
  const { id, publicId } = await params;
  const user = await signedInUser(`/studio/campaigns/${id}/sessions/${publicId}`);
  const campaign = await campaignOf(user, id);
  if (!mayReadRespondents(user)) notFound();
  const respondent = await respondentTimeline(database(), campaign.id, publicId);
  const video = campaign.videos.find((candidate) => candidate.id === respondent?.videoId);
  if (respondent === null || video === undefined) notFound();
  const list = `/studio/campaigns/${campaign.id}/sessions${respondent.simulated ? "?audience=simulated" : ""}`;
  return (
    <>
      <Link className={classes.crumb} href={list}>
        All respondents
      </Link>
      <div className={classes.head}>
        <Title order={2}>Respondent {respondent.publicId.slice(0, 8)}</Title>
        {respondent.simulated && (
          <span className={classes.badge} data-testid="simulated-badge">
            Simulated viewer
          </span>
        )}
      </div>
      <RespondentView campaignId={campaign.id} initial={respondent} video={video} />
      <WeakClassesNote />
    </>
  );
}
