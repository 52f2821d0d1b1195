import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyNote } from "#app/studio/empty-note.tsx";
import { mayManageCampaigns, signedInUser } from "#app/studio/page-access.ts";
import campaignClasses from "../[id]/campaign.module.css";
import { NewCampaignForm } from "./new-campaign-form.tsx";

export const metadata: Metadata = { title: "New campaign" };

export default async function NewCampaignPage() {
  const user = await signedInUser("/studio/campaigns/new");
  return (
    <>
      <nav className={campaignClasses.crumbs} aria-label="Breadcrumb">
        <Link href="/studio">Campaigns</Link>
      </nav>
      <Title order={1}>New campaign</Title>
      {mayManageCampaigns(user) ? (
        <>
          <Text c="dimmed" size="sm" mt={4} mb="lg" maw={620}>
            It begins as a draft that only your organisation sees. The video comes next; nothing is public
            until you publish.
          </Text>
          <NewCampaignForm />
        </>
      ) : (
        <EmptyNote title="Your role does not make campaigns">
          An owner or editor of your organisation can make one, or give you another role.
        </EmptyNote>
      )}
    </>
  );
}
