"use client";

import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { type CursorState, TimeCursor } from "./time-cursor.ts";

export const TimeCursorContext = createContext<TimeCursor | null>(null);

/**
 * Makes the page's clock; a new one when the video's length changes. Each begins at `linkedAt`, seconds, where the link
 * says that led to the page.
 */
export function useNewTimeCursor(durationSeconds: number, linkedAt: number | null = null): TimeCursor {
  const [made, setMade] = useState(() => new TimeCursor(durationSeconds));
  const cursor = made.durationSeconds === durationSeconds ? made : new TimeCursor(durationSeconds);
  if (cursor !== made) setMade(cursor);
  const [beginsAt] = useState(linkedAt);
  useEffect(() => {
    if (beginsAt !== null) cursor.seek(beginsAt);
  }, [cursor, beginsAt]);
  return cursor;
}

export function useTimeCursor(): TimeCursor {
  const cursor = useContext(TimeCursorContext);
  if (cursor === null) throw new Error("no TimeCursorContext above this component");
  return cursor;
}

export function useCursorState(): CursorState {
  const cursor = useTimeCursor();
  return useSyncExternalStore(cursor.subscribe, cursor.state, cursor.state);
}

/** The second that readouts are about: the one pointed at, else the one being shown. */
export function useReadSecond(): number {
  const { second, hoveredSecond } = useCursorState();
  return hoveredSecond ?? second;
}
