import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { currentSignIn, currentUser, type StudioUser } from "#lib/auth/studio-user.ts";
import type { CampaignListItem } from "#lib/protocol/campaign-list.ts";
import { ROW_ID } from "#lib/protocol/row-id.ts";
import { campaignList } from "#lib/reports/campaign-list.ts";
import { database } from "#lib/storage/database.ts";
import { type CampaignWithVideos, readCampaign } from "#lib/storage/read-campaigns.ts";

const toSignIn = (path: string) => redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);

/** The signed-in user, or a way to the sign-in page that leads back to `path`. Every studio page asks. */
export async function signedInUser(path: string): Promise<StudioUser> {
  return (await currentUser()) ?? toSignIn(path);
}

/** As `signedInUser`, with the id of the session that asks. */
export async function signedInHere(path: string): Promise<{ user: StudioUser; sessionId: string }> {
  return (await currentSignIn()) ?? toSignIn(path);
}

/** The organisation's campaigns with their fieldwork; what asks twice within a request has one answer. */
export const campaignsOf = cache(async (organisationId: number): Promise<CampaignListItem[]> => {
  const { campaigns } = await campaignList(database(), organisationId);
  return campaigns;
});

const campaignWithVideos = cache((organisationId: number, id: number) =>
  readCampaign(database(), organisationId, id),
);

/** One campaign of the user's own organisation; others do not exist for them. */
export async function campaignOf(user: StudioUser, id: string): Promise<CampaignWithVideos> {
  const campaign = ROW_ID.test(id) ? await campaignWithVideos(user.organisationId, Number(id)) : null;
  if (campaign === null) notFound();
  return campaign;
}

/** The same with how many were seen, which takes a look at every session. */
export async function campaignWithFieldwork(user: StudioUser, id: string): Promise<CampaignListItem> {
  const campaigns = await campaignsOf(user.organisationId);
  const campaign = campaigns.find((candidate) => String(candidate.id) === id);
  if (campaign === undefined) notFound();
  return campaign;
}

/** Who may read one respondent's own curve. The API and the pages behind it check it themselves. */
export function mayReadRespondents(user: StudioUser): boolean {
  return user.role === "owner" || user.role === "editor";
}

/** Who may make campaigns, change them and bring them into the field. */
export function mayManageCampaigns(user: StudioUser): boolean {
  return user.role === "owner" || user.role === "editor";
}

/** Who may take the rows of single viewers away as a file. */
export function mayDownloadSamples(user: StudioUser): boolean {
  return mayReadRespondents(user) || user.role === "researcher";
}

/** Who may pin notes to a film: all but those who only read. */
export function mayWriteNotes(user: StudioUser): boolean {
  return user.role !== "viewer";
}
