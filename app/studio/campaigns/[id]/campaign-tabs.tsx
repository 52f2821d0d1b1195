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
  const nav = useRef<HTMLElement>(null);
  // On a telephone the row of tabs is longer than the screen is wide.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that is current is another when the path is.
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
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
    <nav ref={nav} className={classes.tabs} aria-label="Campaign">
      {tabs.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={path.startsWith(href) ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
