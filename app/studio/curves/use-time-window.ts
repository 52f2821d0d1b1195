"use client";

import { useDebouncedCallback } from "@mantine/hooks";
import { createContext, useCallback, useContext, useDeferredValue, useMemo, useState } from "react";
import { fitWindow, isWhole, type TimeWindow, wholeWindow } from "#lib/chart/time-window.ts";

export interface WindowControl {
  /** What is asked for: gestures reckon from it. */
  window: TimeWindow;
  /** What is drawn: it follows as fast as the charts can be drawn. */
  shown: TimeWindow;
  change: (next: TimeWindow) => void;
}

export const TimeWindowContext = createContext<WindowControl | null>(null);

const SETTLED_AFTER_MS = 250;

/** The page's zoom; `onSettle` is told when a gesture has ended, null for the whole film. */
export function useNewTimeWindow(
  durationSeconds: number,
  initial: TimeWindow | null = null,
  onSettle?: (window: TimeWindow | null) => void,
): WindowControl {
  const [asked, setAsked] = useState(initial);
  const window = useMemo(
    () => fitWindow(asked ?? wholeWindow(durationSeconds), durationSeconds),
    [asked, durationSeconds],
  );
  const settle = useDebouncedCallback((next: TimeWindow | null) => onSettle?.(next), SETTLED_AFTER_MS);
  const change = useCallback(
    (next: TimeWindow) => {
      const kept = isWhole(next, durationSeconds) ? null : next;
      setAsked(kept);
      settle(kept);
    },
    [durationSeconds, settle],
  );
  const shown = useDeferredValue(window);
  return useMemo(() => ({ window, shown, change }), [window, shown, change]);
}

export function useTimeWindow(): WindowControl {
  const control = useContext(TimeWindowContext);
  if (control === null) throw new Error("no TimeWindowContext above this component");
  return control;
}
