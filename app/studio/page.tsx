import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { CampaignTable } from "./campaign-table.tsx";
import { EmptyNote } from "./empty-note.tsx";
import { campaignsOf, signedInUser } from "./page-access.ts";
import classes from "./studio.module.css";

export const metadata: Metadata = { title: "Campaigns" };

export default async function StudioPage() {
  const user = await signedInUser("/studio");
  const campaigns = await campaignsOf(user.organisationId);
  return (
    <>
      <div className={classes.pageHead}>
        <div>
          <Title order={1}>Campaigns</Title>
          <Text c="dimmed" size="sm" mt={4}>
            Each tests one video with the people you invite.
          </Text>
        </div>
      </div>
      {campaigns.length === 0 ? (
        <EmptyNote title="No campaigns yet">
          The first start with SEED_DEMO=1 makes a demo campaign with a video and simulated viewers.
        </EmptyNote>
      ) : (
        <CampaignTable campaigns={campaigns} />
      )}
    </>
  );
}
