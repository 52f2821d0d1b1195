"use client";

import { createContext, useContext, useState, useSyncExternalStore } from "react";
import { type CursorState, TimeCursor } from "./time-cursor.ts";

export const TimeCursorContext = createContext<TimeCursor | null>(null);

/**
 * Makes the page's clock; a new one when the video's length changes. Each begins at `linkedAt`, seconds, where the link
 * says that led to the page.
 */
export function useNewTimeCursor(durationSeconds: number, linkedAt: number | null = null): TimeCursor {
  const [beginsAt] = useState(linkedAt ?? 0);
  const [made, setMade] = useState(() => new TimeCursor(durationSeconds, beginsAt));
  const cursor = made.durationSeconds === durationSeconds ? made : new TimeCursor(durationSeconds, beginsAt);
  if (cursor !== made) setMade(cursor);
  return cursor;
}

export function useTimeCursor(): TimeCursor {
  const cursor = useContext(TimeCursorContext);
  if (cursor === null) throw new Error("no TimeCursorContext above this component");
  return cursor;
}

/** What `pick` makes of the clock's state, a plain value: drawn again only when that has changed. */
export function useCursorState<T extends string | number | boolean | null>(
  pick: (state: CursorState) => T,
): T {
  const cursor = useTimeCursor();
  const picked = () => pick(cursor.state());
  return useSyncExternalStore(cursor.subscribe, picked, picked);
}

/** The second that readouts are about: the one pointed at, else the one being shown. */
export function readSecond({ second, hoveredSecond }: CursorState): number {
  return hoveredSecond ?? second;
}
