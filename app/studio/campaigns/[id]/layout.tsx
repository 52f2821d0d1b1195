import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { CampaignStatus } from "#app/studio/campaign-status.tsx";
import { campaignOf, mayReadRespondents } from "#app/studio/page-access.ts";
import { PointedLink } from "#app/studio/pointed-link.tsx";
import { currentUser } from "#lib/auth/studio-user.ts";
import classes from "./campaign.module.css";
import { CampaignTabs } from "./campaign-tabs.tsx";
import { CopyViewerLink } from "./copy-viewer-link.tsx";

interface CampaignLayoutProps {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export default async function CampaignLayout({ params, children }: CampaignLayoutProps) {
  const { id } = await params;
  const user = await currentUser();
  if (user === null) return children;
  const campaign = await campaignOf(user, id);
  return (
    <>
      <nav className={classes.crumbs} aria-label="Breadcrumb">
        <PointedLink href="/studio">Campaigns</PointedLink>
      </nav>
      <div className={classes.head}>
        <div className={classes.title}>
          <Title order={1}>{campaign.title}</Title>
          <CampaignStatus status={campaign.status} />
        </div>
        {campaign.status !== "draft" && <CopyViewerLink slug={campaign.slug} />}
      </div>
      <CampaignTabs
        campaignId={campaign.id}
        respondents={mayReadRespondents(user)}
        severalCuts={campaign.videos.length > 1}
      />
      {children}
    </>
  );
}
