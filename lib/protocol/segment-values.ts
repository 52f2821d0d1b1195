import { z } from "zod";
import { MAX_SEGMENT_VARIABLES, type SegmentVariable } from "./campaign-setup.ts";

/** In a viewer link `?seg_age_band=18-34` gives the variable `age_band` its value. */
export const SEGMENT_PREFIX = "seg_";

/** What is known of a respondent beforehand, by variable: a value of those that were fixed before fieldwork. */
export const segmentValuesSchema = z
  .record(z.string().max(32), z.string().max(60))
  .refine(
    (values) => Object.keys(values).length <= MAX_SEGMENT_VARIABLES,
    `At most ${MAX_SEGMENT_VARIABLES} segment values`,
  );
export type SegmentValues = z.infer<typeof segmentValuesSchema>;

/** The segment values in a link's query, unchecked. Given twice, the last counts. */
export function segmentsInLink(
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, given] of Object.entries(query)) {
    const value = typeof given === "object" ? given.at(-1) : given;
    if (name.startsWith(SEGMENT_PREFIX) && value !== undefined) {
      values[name.slice(SEGMENT_PREFIX.length)] = value;
    }
  }
  return values;
}

/** What of `values` the campaign does not know, as `age_band=80`; empty when all fits. A variable may be left out. */
export function unknownSegments(
  variables: readonly SegmentVariable[],
  values: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(values)
    .filter(([key, value]) => !variables.some((known) => known.key === key && known.values.includes(value)))
    .map(([key, value]) => `${key}=${value}`);
}
