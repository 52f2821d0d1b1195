"use client";

import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useRef,
} from "react";
import { clockTime } from "#lib/chart/axis-format.ts";
import { followWindow, panWindow, shareOfWindow, wholeWindow, zoomWindow } from "#lib/chart/time-window.ts";
import classes from "./curves.module.css";
import { PresentContext } from "./present-context.ts";
import { useTimeCursor } from "./use-time-cursor.ts";
import { useTimeWindow } from "./use-time-window.ts";
import { secondsWithin, useWindowGestures } from "./use-window-gestures.ts";

interface TimeStackProps {
  /** Charts that share the horizontal axis, drawn with PLOT_LEFT_PX and PLOT_RIGHT_PX. */
  children: ReactNode;
  /** Shown while a second is pointed at. */
  readout: ReactNode;
  simulated: boolean;
}

/** A video that is sent to a place arrives at a picture near it, s. */
const STANDS_SECONDS = 0.1;
const UNPLACED = { visibility: "hidden" } as const;
const ZOOM_STEP = 1.6;
/** Part of the window that Shift and an arrow key move it by. */
const PAN_STEP = 0.25;

/**
 * A stack of charts on the video's clock. It is the video's slider: a press or a drag seeks, arrow keys step
 * a second, space plays; + and - zoom, 0 shows the whole film, Shift with an arrow key pans, f is the meeting room's
 * view where the page has one. The pointer line is moved outside React, so no chart is drawn again while it moves.
 */
export function TimeStack({ children, readout, simulated }: TimeStackProps) {
  const cursor = useTimeCursor();
  const { window, shown, change } = useTimeWindow();
  const present = use(PresentContext);
  const stack = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  /** The stack as the drag that is on found it; null without one. */
  const dragged = useRef<DOMRect | null>(null);
  const duration = cursor.durationSeconds;
  useWindowGestures(stack, duration);

  const place = useEffectEvent((seconds: number) => {
    const line = playhead.current;
    if (line !== null) {
      const share = shareOfWindow(shown, seconds);
      line.style.transform = `translateX(${share * 100}%)`;
      line.style.visibility = share < 0 || share > 1 ? "hidden" : "visible";
      line.dataset.seconds = seconds.toFixed(3);
    }
    const whole = String(Math.floor(seconds));
    if (slider.current !== null && slider.current.getAttribute("aria-valuenow") !== whole) {
      slider.current.setAttribute("aria-valuenow", whole);
      slider.current.setAttribute("aria-valuetext", `${clockTime(seconds)} of ${clockTime(duration)}`);
    }
  });
  const follow = useEffectEvent((seconds: number) => {
    const next = followWindow(window, duration, seconds);
    if (next !== window) change(next);
  });
  useEffect(() => {
    const beganAt = cursor.seconds;
    let moved = false;
    return cursor.onFrame((seconds) => {
      place(seconds);
      // Not before it has moved: a link may show a part of the film in which the video does not stand.
      moved ||= Math.abs(seconds - beganAt) > STANDS_SECONDS;
      if (moved) follow(seconds);
    });
  }, [cursor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line stands elsewhere when another part is shown
  useEffect(() => place(cursor.seconds), [cursor, shown]);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const isDrag =
      event.isPrimary && event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId);
    if (!isDrag) dragged.current = null;
    const box = dragged.current ?? event.currentTarget.getBoundingClientRect();
    const seconds = secondsWithin(box, event.clientX, window);
    const inside = seconds >= window.from && seconds < window.to;
    cursor.hover(inside ? Math.floor(seconds) : null);
    if (isDrag) cursor.seek(Math.min(window.to, Math.max(window.from, seconds)));
  };

  const press = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !event.isPrimary || isControl(event.target)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    slider.current?.focus({ preventScroll: true });
    dragged.current = event.currentTarget.getBoundingClientRect();
    cursor.seek(secondsWithin(dragged.current, event.clientX, window));
  };

  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const targets: Record<string, number> = {
      ArrowLeft: cursor.seconds - 1,
      ArrowRight: cursor.seconds + 1,
      PageDown: cursor.seconds - 5,
      PageUp: cursor.seconds + 5,
      Home: 0,
      End: duration,
    };
    const length = window.to - window.from;
    const windows: Record<string, () => typeof window> = {
      "+": () => zoomWindow(window, duration, 1 / ZOOM_STEP, cursor.seconds),
      "=": () => zoomWindow(window, duration, 1 / ZOOM_STEP, cursor.seconds),
      "-": () => zoomWindow(window, duration, ZOOM_STEP, cursor.seconds),
      "0": () => wholeWindow(duration),
    };
    const target = targets[event.key];
    const nextWindow = windows[event.key];
    if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      change(panWindow(window, duration, length * (event.key === "ArrowLeft" ? -PAN_STEP : PAN_STEP)));
    } else if (nextWindow !== undefined) change(nextWindow());
    else if (event.key === " ") cursor.toggle();
    else if (event.key === "f" && present !== null) present();
    else if (target !== undefined) cursor.seek(target);
    else return;
    event.preventDefault();
    cursor.hover(null);
  };

  return (
    <div
      ref={stack}
      className={classes.stack}
      data-simulated={simulated || undefined}
      onPointerMove={point}
      onPointerDown={press}
      onPointerLeave={() => cursor.hover(null)}
    >
      {/* Beside the charts, not around them: what can be pressed must not lie within a slider. */}
      <div
        ref={slider}
        className={classes.slider}
        role="slider"
        tabIndex={0}
        aria-label="Position in the video"
        aria-valuemin={0}
        aria-valuemax={Math.floor(duration)}
        aria-valuenow={0}
        aria-keyshortcuts={`+ - 0 Shift+ArrowLeft Shift+ArrowRight${present === null ? "" : " f"}`}
        onKeyDown={key}
      />
      <div className={classes.hatch} aria-hidden="true" />
      {children}
      <div className={`${classes.overlay} ${classes.rail}`} aria-hidden="true">
        {/* Unseen until it has been placed: the server does not know where. */}
        <div ref={playhead} className={classes.playhead} style={UNPLACED} data-testid="playhead" />
      </div>
      {readout}
    </div>
  );
}

/** Buttons among the charts, and lanes that have gestures of their own, are not the slider's. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, [data-own-gestures]") !== null;
}
