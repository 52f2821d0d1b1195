import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { LinkButton } from "#app/link-button.tsx";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { campaignsOf, mayManageCampaigns, signedInUser } from "#app/studio/page-access.ts";
import { RemovedFactorNote } from "#app/studio/removed-factor-note.tsx";
import classes from "#app/studio/studio.module.css";
import { restorableSince, restorableUntil } from "#lib/server/env.ts";
import { database } from "#lib/storage/database.ts";
import { readDeletedCampaigns } from "#lib/storage/delete-campaign.ts";
import { readSecondFactor } from "#lib/storage/second-factor.ts";
import { CampaignTable } from "./campaign-table.tsx";
import { DeletedCampaigns } from "./deleted-campaigns.tsx";

export const metadata: Metadata = { title: "Campaigns" };

export default async function StudioPage() {
  const user = await signedInUser("/studio");
  const campaigns = await campaignsOf(user.organisationId);
  const manages = mayManageCampaigns(user);
  const deleted = manages
    ? await readDeletedCampaigns(database(), user.organisationId, restorableSince())
    : [];
  const factor = await readSecondFactor(database(), user.id);
  return (
    <>
      <RemovedFactorNote at={factor?.totpRemovedAt ?? null} by={factor?.totpRemovedBy ?? null} />
      <div className={classes.pageHead}>
        <div>
          <Title order={1}>Campaigns</Title>
          <Text c="dimmed" size="sm" mt={4}>
            Each tests a video, or several cuts of it, with the people you invite.
          </Text>
        </div>
        {manages && <LinkButton href="/studio/campaigns/new">New campaign</LinkButton>}
      </div>
      {campaigns.length === 0 ? (
        <EmptyNote title="No campaigns yet">
          {manages
            ? "Make one: it takes a title, a sentence about its purpose and a video."
            : "An owner or editor of your organisation makes them."}
        </EmptyNote>
      ) : (
        <CampaignTable campaigns={campaigns} />
      )}
      <DeletedCampaigns
        campaigns={deleted.map(({ id, title, deletedAt }) => ({
          id,
          title,
          destroyedAt: restorableUntil(deletedAt).toISOString(),
        }))}
      />
    </>
  );
}
