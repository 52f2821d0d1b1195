"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { z } from "zod";
import type { CampaignVideo } from "#lib/protocol/campaign-list.ts";
import { type CurveName, curveSchema } from "#lib/protocol/curves.ts";
import { type Audience, audienceSchema, type Basis, basisSchema } from "#lib/protocol/timeline.ts";

export interface CompareSelection {
  a: number;
  b: number;
  audience: Audience;
  basis: Basis;
  curve: CurveName;
}

/** What the page shows; it lives in the address, so that a link shows the same to a colleague. */
export function useCompareSelection(
  videos: readonly [CampaignVideo, CampaignVideo, ...CampaignVideo[]],
): [CompareSelection, (part: Partial<CompareSelection>) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
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
      curve: curveSchema.catch("happy").parse(params.get("curve")),
    };
  }, [params, videos]);
  const select = useCallback(
    (part: Partial<CompareSelection>) => {
      const next = { ...selection, ...part };
      const entries = Object.entries(next).map(([key, value]) => [key, String(value)]);
      router.replace(`${path}?${new URLSearchParams(entries)}`, { scroll: false });
    },
    [selection, path, router],
  );
  return [selection, select];
}
