import { processNotice } from "./process-notice.ts";

const changed = processNotice<number>("audience-changed");

/** Told the campaign whose audience changed otherwise than by batches. Answers how to stop being told. */
export const onAudienceChanged = changed.on;

/**
 * Somebody excluded, counted again or removed viewers of a campaign, or a viewer closed the page or is back: pages that
 * show its numbers are to follow.
 */
export const tellAudienceChanged = changed.tell;
