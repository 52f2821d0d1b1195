"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./campaign.module.css";

/** Tabs of one campaign; respondents are for those who may read one person's curve. */
export function CampaignTabs({ campaignId, respondents }: { campaignId: number; respondents: boolean }) {
  const path = usePathname();
  const base = `/studio/campaigns/${campaignId}`;
  const tabs = [
    { href: `${base}/timeline`, label: "Timeline" },
    ...(respondents ? [{ href: `${base}/sessions`, label: "Respondents" }] : []),
    { href: `${base}/setup`, label: "Set-up" },
  ];
  return (
    <nav className={classes.tabs} aria-label="Campaign">
      {tabs.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={path.startsWith(href) ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
