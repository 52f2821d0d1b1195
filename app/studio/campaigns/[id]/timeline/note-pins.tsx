"use client";

import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { useTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { clockTime } from "#lib/chart/axis-format.ts";
import { shareOfWindow } from "#lib/chart/time-window.ts";
import type { TimelineNote } from "#lib/protocol/timeline-notes.ts";
import classes from "./note-pins.module.css";

const WORDS_IN_NAME = 60;

/** Where notes are pinned, over the curves. */
export function NotePins({ notes }: { notes: readonly TimelineNote[] }) {
  const cursor = useTimeCursor();
  const { shown } = useTimeWindow();
  const inSight = notes
    .map((note) => ({ note, share: shareOfWindow(shown, note.atMs / 1000) }))
    .filter(({ share }) => share >= 0 && share <= 1);
  if (inSight.length === 0) return null;
  return (
    <div className={classes.pins}>
      {inSight.map(({ note, share }) => {
        const words = `${note.text.slice(0, WORDS_IN_NAME)}${note.text.length > WORDS_IN_NAME ? "…" : ""}`;
        return (
          <button
            key={note.id}
            type="button"
            className={classes.pin}
            style={{ left: `${share * 100}%` }}
            title={`${note.authorName}: ${note.text}`}
            aria-label={`Note at ${clockTime(note.atMs / 1000)} by ${note.authorName}: ${words}`}
            onClick={() => {
              cursor.seek(note.atMs / 1000);
              document.getElementById(`note-${note.id}`)?.scrollIntoView({ block: "nearest" });
            }}
          />
        );
      })}
    </div>
  );
}
