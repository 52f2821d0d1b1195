"use client";

import { type PointerEvent, useRef, useState } from "react";
import { useTimeCursor } from "#app/studio/curves/use-time-cursor.ts";
import { useTimeWindow } from "#app/studio/curves/use-time-window.ts";
import { spanText } from "#lib/chart/clock-text.ts";
import { spanRows } from "#lib/chart/span-rows.ts";
import { shareOfWindow, type TimeWindow } from "#lib/chart/time-window.ts";
import { type Scene, SHORTEST_SCENE_MS } from "#lib/protocol/scenes.ts";
import classes from "./scene-lane.module.css";

interface Span {
  startMs: number;
  endMs: number;
}

interface SceneLaneProps {
  scenes: readonly Scene[];
  /** Null for those who only read. */
  editing: {
    onDraw: (span: Span) => void;
    onOpen: (scene: Scene) => void;
    onMove: (scene: Scene, span: Span) => void;
  } | null;
  /** End of the film. */
  durationMs: number;
}

/** What a pointer is doing: drawing a new span, or moving one end of a scene. */
interface Gesture {
  pointerId: number;
  scene: Scene | null;
  /** The end that stays. */
  anchorMs: number;
  span: Span;
}

const SNAP_MS = 100;

/**
 * The scenes of the film over its curves. Whoever may change them draws a new one with the pointer, pulls at the ends
 * of one, and opens one to name it; the list beside the charts does all of it by keyboard.
 */
export function SceneLane({ scenes, editing, durationMs }: SceneLaneProps) {
  const cursor = useTimeCursor();
  const { shown } = useTimeWindow();
  const lane = useRef<HTMLDivElement>(null);
  const [gesture, setGesture] = useState<Gesture | null>(null);
  const { rows, count } = spanRows(scenes);

  const msAt = (clientX: number) => {
    const box = lane.current?.getBoundingClientRect();
    if (box === undefined) return 0;
    const seconds = shown.from + ((clientX - box.left) / box.width) * (shown.to - shown.from);
    return Math.min(durationMs, Math.max(0, Math.round((seconds * 1000) / SNAP_MS) * SNAP_MS));
  };
  const begin = (event: PointerEvent<HTMLElement>, scene: Scene | null, anchorMs: number, span: Span) => {
    if (editing === null || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    event.stopPropagation();
    lane.current?.setPointerCapture(event.pointerId);
    setGesture({ pointerId: event.pointerId, scene, anchorMs, span });
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (gesture === null || gesture.pointerId !== event.pointerId) return;
    const ms = msAt(event.clientX);
    const span = { startMs: Math.min(gesture.anchorMs, ms), endMs: Math.max(gesture.anchorMs, ms) };
    setGesture({ ...gesture, span });
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    if (gesture === null || gesture.pointerId !== event.pointerId) return;
    setGesture(null);
    const { scene, span } = gesture;
    if (span.endMs - span.startMs < SHORTEST_SCENE_MS) return;
    if (scene === null) editing?.onDraw(span);
    else if (span.startMs !== scene.startMs || span.endMs !== scene.endMs) editing?.onMove(scene, span);
  };

  if (scenes.length === 0 && editing === null) return null;
  return (
    <div
      ref={lane}
      className={classes.lane}
      data-own-gestures={editing === null ? undefined : "true"}
      data-testid="scene-lane"
      style={{ height: Math.max(1, count) * ROW_PX }}
      onPointerDown={(event) => {
        const ms = msAt(event.clientX);
        begin(event, null, ms, { startMs: ms, endMs: ms });
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setGesture(null)}
    >
      {scenes.map((scene, index) => {
        const span = gesture?.scene?.id === scene.id ? gesture.span : scene;
        const place = placeOf(span, shown);
        if (place === null) return null;
        return (
          <div
            key={scene.id}
            className={classes.scene}
            style={{ ...place, top: rows[index]! * ROW_PX }}
            onPointerDown={(event) => event.stopPropagation()}
          >
            <button
              type="button"
              className={classes.name}
              title={`${scene.label}, ${spanText(scene)}`}
              aria-label={`${editing === null ? "Go to" : "Edit"} scene ${scene.label}, ${spanText(scene)}`}
              onClick={() => {
                cursor.seek(scene.startMs / 1000);
                editing?.onOpen(scene);
              }}
            >
              {scene.label}
            </button>
            {editing !== null &&
              (["start", "end"] as const).map((side) => (
                <div
                  key={side}
                  className={classes.handle}
                  data-side={side}
                  aria-hidden="true"
                  onPointerDown={(event) =>
                    begin(event, scene, side === "start" ? scene.endMs : scene.startMs, scene)
                  }
                />
              ))}
          </div>
        );
      })}
      {gesture !== null && gesture.scene === null && (
        <div className={classes.drawn} style={{ ...placeOf(gesture.span, shown), top: 0 }} />
      )}
      {scenes.length === 0 && gesture === null && (
        <span className={classes.hint} aria-hidden="true">
          Drag here to mark a scene
        </span>
      )}
    </div>
  );
}

/** Height of one row of the lane, px, as in scene-lane.module.css. */
const ROW_PX = 28;

function placeOf({ startMs, endMs }: Span, window: TimeWindow): { left: string; width: string } | null {
  const left = Math.max(0, shareOfWindow(window, startMs / 1000));
  const right = Math.min(1, shareOfWindow(window, endMs / 1000));
  return right <= left ? null : { left: `${left * 100}%`, width: `${(right - left) * 100}%` };
}
