import { readSelection, timelineQueryString } from "#lib/chart/selection.ts";
import { AppError } from "#lib/protocol/app-error.ts";
import { timelineQuerySchema } from "#lib/protocol/timeline.ts";
import { campaignTimeline } from "#lib/reports/campaign-timeline.ts";
import { database } from "#lib/storage/database.ts";
import type { FirstTimeline } from "./use-timeline.ts";

/**
 * What a page with this address begins with. Null for a segment, which may take a look at every viewer, and for what cannot
 * be answered: then the page asks by itself, and says what is wrong.
 */
export async function firstTimeline(
  campaign: { id: number },
  address: URLSearchParams,
): Promise<FirstTimeline | null> {
  const selection = readSelection(address);
  if (selection.segments.length > 0) return null;
  const query = timelineQueryString(selection);
  const asked = timelineQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (!asked.success) return null;
  try {
    return { query, timeline: await campaignTimeline(database(), campaign, asked.data) };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
