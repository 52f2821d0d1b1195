import { AppError } from "#lib/protocol/app-error.ts";
import type { CampaignAction } from "#lib/protocol/campaign-setup.ts";
import type { Database } from "./database.ts";

const FROM = {
  publish: ["draft"],
  pause: ["live"],
  resume: ["paused"],
  close: ["live", "paused"],
  reopen: ["closed"],
} as const;

const TO = { publish: "live", pause: "paused", resume: "live", close: "closed", reopen: "live" } as const;

/**
 * Moves a campaign into or out of the field. Throws AppError: "wrong-state" when it is not where the action
 * starts, "not-ready" when it would go live without the attestation or a video.
 */
export async function changeCampaignStatus(
  db: Database,
  campaignId: number,
  action: CampaignAction,
): Promise<void> {
  const needs = TO[action] === "live" ? { attestedAt: { not: null }, videos: { some: {} } } : {};
  const from = { id: campaignId, deletedAt: null, status: { in: [...FROM[action]] } };
  // In one statement, so that neither the attestation nor the last video can go in between.
  const { count } = await db.campaign.updateMany({
    where: { ...from, ...needs },
    data: { status: TO[action] },
  });
  if (count === 1) return;
  if ((await db.campaign.count({ where: from })) === 0) throw new AppError("wrong-state");
  throw new AppError("not-ready", "It needs a video, and the attestation about the people invited, first.");
}
