"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import classes from "./campaign.module.css";

interface CampaignTabsProps {
  campaignId: number;
  /** Whether the reader may see single respondents. */
  respondents: boolean;
  /** Whether there are several cuts to compare. */
  severalCuts: boolean;
}

/** Tabs of one campaign; respondents are for those who may read one person's curve. */
export function CampaignTabs({ campaignId, respondents, severalCuts }: CampaignTabsProps) {
  const path = usePathname();
  const base = `/studio/campaigns/${campaignId}`;
  const tabs = [
    { href: `${base}/overview`, label: "Overview" },
    { href: `${base}/timeline`, label: "Timeline" },
    { href: `${base}/intent`, label: "Intent" },
    ...(severalCuts ? [{ href: `${base}/compare`, label: "Compare" }] : []),
    ...(respondents ? [{ href: `${base}/sessions`, label: "Respondents" }] : []),
    { href: `${base}/setup`, label: "Set-up" },
  ];
  return (
    <nav className={classes.tabs} aria-label="Campaign">
      {tabs.map(({ href, label }) => (
        <Tab key={href} href={href} label={label} current={path.startsWith(href)} />
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
    <Link ref={link} href={href} aria-current={current ? "page" : undefined}>
      {label}
    </Link>
  );
}
