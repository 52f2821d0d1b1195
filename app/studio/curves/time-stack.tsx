"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import { clockTime } from "#lib/chart/axis-format.ts";
import classes from "./curves.module.css";
import { PLOT_LEFT_PX, PLOT_RIGHT_PX } from "./plot-geometry.ts";
import { useTimeCursor } from "./use-time-cursor.ts";

interface TimeStackProps {
  /** Charts that share the horizontal axis, drawn with PLOT_LEFT_PX and PLOT_RIGHT_PX. */
  children: ReactNode;
  /** Shown while a second is pointed at. */
  readout: ReactNode;
  simulated: boolean;
}

/**
 * A stack of charts on the video's clock. It is the video's slider: a press or a drag seeks, arrow keys step
 * a second, space plays. The pointer line is moved outside React, so no chart is drawn again while it moves.
 */
export function TimeStack({ children, readout, simulated }: TimeStackProps) {
  const cursor = useTimeCursor();
  const stack = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const duration = cursor.durationSeconds;

  useEffect(
    () =>
      cursor.onFrame((seconds) => {
        const line = playhead.current;
        if (line !== null) {
          line.style.transform = `translateX(${(seconds / duration) * 100}%)`;
          line.dataset.seconds = seconds.toFixed(3);
        }
        const slider = stack.current;
        const whole = String(Math.floor(seconds));
        if (slider !== null && slider.getAttribute("aria-valuenow") !== whole) {
          slider.setAttribute("aria-valuenow", whole);
          slider.setAttribute("aria-valuetext", `${clockTime(seconds)} of ${clockTime(duration)}`);
        }
      }),
    [cursor, duration],
  );

  const secondsAt = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const width = box.width - PLOT_LEFT_PX - PLOT_RIGHT_PX;
    return ((event.clientX - box.left - PLOT_LEFT_PX) / width) * duration;
  };

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const seconds = secondsAt(event);
    const inside = seconds >= 0 && seconds < duration;
    cursor.hover(inside ? Math.floor(seconds) : null);
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) cursor.seek(seconds);
  };

  const press = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    cursor.seek(secondsAt(event));
  };

  const key = (event: KeyboardEvent<HTMLDivElement>) => {
    const targets: Record<string, number> = {
      ArrowLeft: cursor.seconds - 1,
      ArrowRight: cursor.seconds + 1,
      PageDown: cursor.seconds - 5,
      PageUp: cursor.seconds + 5,
      Home: 0,
      End: duration,
    };
    const target = targets[event.key];
    if (event.key === " ") cursor.toggle();
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
      role="slider"
      tabIndex={0}
      aria-label="Position in the video"
      aria-valuemin={0}
      aria-valuemax={Math.floor(duration)}
      aria-valuenow={0}
      onPointerMove={point}
      onPointerDown={press}
      onPointerLeave={() => cursor.hover(null)}
      onKeyDown={key}
    >
      <div className={classes.hatch} aria-hidden="true" />
      {children}
      <div className={classes.overlay} aria-hidden="true">
        <div ref={playhead} className={classes.playhead} data-testid="playhead" />
      </div>
      {readout}
    </div>
  );
}
