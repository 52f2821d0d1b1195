"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useAskedAddress } from "#app/studio/use-asked-address.ts";
import { readSelection, type Selection, writeSelection } from "#lib/chart/selection.ts";

/**
 * The page's selection, kept in the address; a change of a part of it; the query of a link to the view with the video at a
 * position, seconds.
 */
export function useSelection(): [
  selection: Selection,
  select: (part: Partial<Selection>) => void,
  queryAt: (at: number | null) => string,
] {
  const params = useSearchParams();
  const selection = useMemo(() => readSelection(new URLSearchParams(params)), [params]);
  const { latest, ask } = useAskedAddress(selection, writeSelection);
  return [
    selection,
    // Where the video stood when a link was made is no longer true of a view that has changed.
    (part) => ask({ ...latest(), at: null, ...part }),
    (at) => writeSelection({ ...latest(), at }),
  ];
}
