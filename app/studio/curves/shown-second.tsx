"use client";

import { clockTime } from "#lib/chart/axis-format.ts";
import { useCursorState } from "./use-time-cursor.ts";

/** Where the video stands, 0:12. A component of its own: nothing around it is drawn again when the video goes on. */
export function ShownSecond() {
  return useCursorState(({ second }) => clockTime(second));
}
