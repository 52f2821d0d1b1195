"use client";

import { createContext, useContext, useState, useSyncExternalStore } from "react";
import { type CursorState, TimeCursor } from "./time-cursor.ts";

export const TimeCursorContext = createContext<TimeCursor | null>(null);

/** Makes the page's clock; a new one when the video's length changes. */
export function useNewTimeCursor(durationSeconds: number): TimeCursor {
  const [cursor, setCursor] = useState(() => new TimeCursor(durationSeconds));
  if (cursor.durationSeconds === durationSeconds) return cursor;
  const next = new TimeCursor(durationSeconds);
  setCursor(next);
  return next;
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
