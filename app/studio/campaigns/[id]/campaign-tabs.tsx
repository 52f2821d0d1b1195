"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { PointedLink } from "#app/studio/pointed-link.tsx";
import classes from "./campaign.module.css";

interface CampaignTabsProps {
  campaignId: number;
  /** Whether the reader may see single respondents. */
  respondents: boolean;
  /** Whether there are several cuts to compare. */
  severalCuts: boolean;
}

/** Tabs of one campaign, of the audience that is being read; respondents are for those who may read one person's curve. */
export function CampaignTabs({ campaignId, respondents, severalCuts }: CampaignTabsProps) {
  const path = usePathname();
  const base = `/studio/campaigns/${campaignId}`;
  const query = useSearchParams().get("audience") === "simulated" ? "?audience=simulated" : "";
  const tabs = [
    { page: `${base}/overview`, label: "Overview" },
    { page: `${base}/timeline`, label: "Timeline" },
    { page: `${base}/intent`, label: "Intent" },
    ...(severalCuts ? [{ page: `${base}/compare`, label: "Compare" }] : []),
    ...(respondents ? [{ page: `${base}/sessions`, label: "Respondents" }] : []),
    { page: `${base}/setup`, label: "Set-up" },
  ];
  return (
    <nav className={classes.tabs} aria-label="Campaign">
      {tabs.map(({ page, label }) => (
        <Tab key={page} href={page + query} label={label} current={path.startsWith(page)} />
      ))}
    </nav>
  );
}

function Tab({ href, label, current }: { href: string; label: string; current: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  // On a telephone the row of tabs is longer than the screen is wide.
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <PointedLink ref={link} href={href} aria-current={current ? "page" : undefined}>
      {label}
    </PointedLink>
  );
}
