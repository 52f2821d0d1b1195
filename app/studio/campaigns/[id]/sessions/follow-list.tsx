"use client";

import { useThrottledCallback } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useCampaignChanges } from "#app/studio/campaigns/[id]/timeline/use-campaign-changes.ts";

/** A list that many watch at once is read again at most this often, ms. */
const REST_MS = 5_000;

/** Reads the list again when somebody was excluded or counted again, began or finished: elsewhere, too. */
export function FollowList({ campaignId }: { campaignId: number }) {
  const router = useRouter();
  const refresh = useThrottledCallback(() => router.refresh(), REST_MS);
  useCampaignChanges(campaignId, refresh);
  return null;
}
