"use client";

import { useSearchParams } from "next/navigation";
import { z } from "zod";
import { audienceSchema } from "#lib/protocol/timeline.ts";

const id = z.coerce.number().int().positive().nullable().default(null).catch(null);
const addressSchema = z.object({
  videoId: id,
  against: id,
  audience: audienceSchema.default("real").catch("real"),
});
export type IntentAddress = z.infer<typeof addressSchema>;

/** What the page shows, kept in its address. */
export function useIntentAddress(): [IntentAddress, (part: Partial<IntentAddress>) => void] {
  const address = addressSchema.parse(Object.fromEntries(useSearchParams()));
  const show = (part: Partial<IntentAddress>) => {
    const next = { ...address, ...part };
    const params = new URLSearchParams();
    if (next.audience !== "real") params.set("audience", next.audience);
    if (next.videoId !== null) params.set("videoId", String(next.videoId));
    if (next.against !== null) params.set("against", String(next.against));
    window.history.replaceState(null, "", `${window.location.pathname}?${params}`);
  };
  return [address, show];
}
