"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { readSelection, type Selection, writeSelection } from "#lib/chart/selection.ts";

/** The page's selection, kept in the address. Changing it replaces the address and asks no server. */
export function useSelection(): [Selection, (part: Partial<Selection>) => void] {
  const params = useSearchParams();
  const selection = useMemo(() => readSelection(new URLSearchParams(params)), [params]);
  const select = (part: Partial<Selection>) => {
    // Where the video stood when a link was made is no longer true of a view that has changed.
    const query = writeSelection({ ...selection, at: null, ...part });
    window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
  };
  return [selection, select];
}
