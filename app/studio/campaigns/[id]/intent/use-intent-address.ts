"use client";

import { useSearchParams } from "next/navigation";
import { z } from "zod";
import { useAskedAddress } from "#app/studio/use-asked-address.ts";
import { DEFAULT_SELECTION, thresholdText } from "#lib/chart/selection.ts";
import { audienceSchema, timelineQuerySchema } from "#lib/protocol/timeline.ts";

const query = timelineQuerySchema.shape;
const id = z.coerce.number().int().positive().nullable().default(null).catch(null);
const addressSchema = z.object({
  videoId: id,
  against: id,
  audience: audienceSchema.default("real").catch("real"),
  basis: query.basis.catch(DEFAULT_SELECTION.basis),
  threshold: query.threshold.catch(DEFAULT_SELECTION.threshold),
});
export type IntentAddress = z.infer<typeof addressSchema>;

/** What the page shows, kept in its address. */
export function useIntentAddress(): [IntentAddress, (part: Partial<IntentAddress>) => void] {
  const address = addressSchema.parse(Object.fromEntries(useSearchParams()));
  const { latest, ask } = useAskedAddress(address, intentQuery);
  return [address, (part) => ask({ ...latest(), ...part })];
}

function intentQuery({ audience, videoId, against, basis, threshold }: IntentAddress): string {
  const params = new URLSearchParams();
  if (audience !== "real") params.set("audience", audience);
  if (videoId !== null) params.set("videoId", String(videoId));
  if (against !== null) params.set("against", String(against));
  if (basis !== DEFAULT_SELECTION.basis) params.set("basis", basis);
  if (threshold !== DEFAULT_SELECTION.threshold) params.set("threshold", thresholdText({ threshold }));
  return params.toString();
}
