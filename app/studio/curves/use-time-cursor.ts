"use client";

import { createContext, useContext, useState, useSyncExternalStore } from "react";
import { clockOf, type FilmClock } from "./film-clock.ts";
import type { CursorState, TimeCursor } from "./time-cursor.ts";

export const TimeCursorContext = createContext<TimeCursor | null>(null);

/** The page's clock for the film that it shows; `linkedAt`, seconds, is where its address says that the film stands. */
export function useNewTimeCursor(
  filmId: number,
  durationSeconds: number,
  linkedAt: number | null = null,
): TimeCursor {
  const [made, setMade] = useState<FilmClock | null>(null);
  const clock = clockOf(made, { filmId, durationSeconds, linkedAt });
  if (clock !== made) setMade(clock);
  return clock.cursor;
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
