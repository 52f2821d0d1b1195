"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { z } from "zod";
import { useAskedAddress } from "#app/studio/use-asked-address.ts";
import {
  DEFAULT_SELECTION,
  positionSchema,
  positionText,
  thresholdText,
  zoomSchema,
} from "#lib/chart/selection.ts";
import type { Measure } from "#lib/chart/series.ts";
import { type TimeWindow, windowText } from "#lib/chart/time-window.ts";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { COMPARED_MEASURE } from "#lib/protocol/comparison.ts";
import { type CurveName, curveSchema, measureSchema } from "#lib/protocol/curves.ts";
import {
  type Audience,
  audienceSchema,
  type Basis,
  basisSchema,
  timelineQuerySchema,
} from "#lib/protocol/timeline.ts";

const { threshold } = timelineQuerySchema.shape;

export interface CompareSelection {
  a: number;
  b: number;
  audience: Audience;
  basis: Basis;
  /** How expressions are read, in curves, verdict and headline measures. */
  measure: Measure;
  threshold: number;
  /** A saved segment; null is everybody. */
  segment: number | null;
  curve: CurveName;
  zoom: TimeWindow | null;
  /** Position of the films, seconds, where a link was made. */
  at: number | null;
}

/** The query that the API and its file understand: what decides the numbers. */
export function comparisonQuery(selection: CompareSelection): string {
  const { a, b, audience, basis, measure, segment } = selection;
  const query = new URLSearchParams({ a: String(a), b: String(b), audience, basis, measure });
  if (measure === "share") query.set("threshold", thresholdText(selection));
  if (segment !== null) query.set("segment", String(segment));
  return query.toString();
}

/** The query string of a selection. */
function compareAddress(selection: CompareSelection): string {
  const params = new URLSearchParams(comparisonQuery(selection));
  params.set("curve", selection.curve);
  // Kept while mean scores are shown, for when shares are again.
  params.set("threshold", thresholdText(selection));
  if (selection.zoom !== null) params.set("zoom", windowText(selection.zoom));
  if (selection.at !== null) params.set("at", positionText(selection.at));
  return params.toString();
}

/** What the page shows; it lives in the address, so that a link shows the same to a colleague. */
export function useCompareSelection(videos: readonly [CampaignVideo, CampaignVideo, ...CampaignVideo[]]): [
  selection: CompareSelection,
  select: (part: Partial<CompareSelection>) => void,
  /** The query of a link to the view with the films at a position, seconds. */
  queryAt: (at: number | null) => string,
] {
  const params = useSearchParams();
  const selection = useMemo((): CompareSelection => {
    const known = z.coerce.number().refine((id) => videos.some((video) => video.id === id));
    const a = known.catch(videos[0].id).parse(params.get("a"));
    const other = (videos.find(({ id }) => id !== a) ?? videos[1]).id;
    const b = known
      .refine((id) => id !== a)
      .catch(other)
      .parse(params.get("b"));
    return {
      a,
      b,
      audience: audienceSchema.catch("real").parse(params.get("audience")),
      basis: basisSchema.catch("corrected").parse(params.get("basis")),
      measure: measureSchema.catch(COMPARED_MEASURE).parse(params.get("measure")),
      threshold: threshold.catch(DEFAULT_SELECTION.threshold).parse(params.get("threshold")),
      segment: z.coerce.number().int().positive().nullable().catch(null).parse(params.get("segment")),
      curve: curveSchema.catch("happy").parse(params.get("curve")),
      zoom: zoomSchema.parse(params.get("zoom")),
      at: positionSchema.parse(params.get("at") ?? null),
    };
  }, [params, videos]);
  const { latest, ask } = useAskedAddress(selection, compareAddress);
  return [
    selection,
    // Where the films stood when a link was made is no longer true of a view that has changed.
    (part) => ask({ ...latest(), at: null, ...part }),
    (at) => compareAddress({ ...latest(), at }),
  ];
}
