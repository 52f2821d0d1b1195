"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { panWindow, type TimeWindow, zoomWindow } from "#lib/chart/time-window.ts";
import { PLOT_LEFT_PX, PLOT_RIGHT_PX } from "./plot-geometry.ts";
import { useTimeWindow } from "./use-time-window.ts";

/** One notch of a mouse wheel (100 units) zooms by a fifth. */
const ZOOM_A_UNIT = 0.002;

/** Second of the film under a point of the stack, may be outside of it. */
function secondsUnder(stack: Element, clientX: number, shown: TimeWindow): number {
  return secondsWithin(stack.getBoundingClientRect(), clientX, shown);
}

/** The same for who has measured the stack: to measure it has the browser lay out the page at once. */
export function secondsWithin(
  box: Pick<DOMRect, "left" | "width">,
  clientX: number,
  { from, to }: TimeWindow,
): number {
  const width = box.width - PLOT_LEFT_PX - PLOT_RIGHT_PX;
  return from + ((clientX - box.left - PLOT_LEFT_PX) / width) * (to - from);
}

/**
 * Zoom and pan of a stack by wheel and by two fingers. The wheel alone scrolls the page, as everywhere: with Ctrl
 * or Command (which a pinch on a touchpad sends) it zooms, sideways or with Shift it pans.
 */
export function useWindowGestures(stack: RefObject<HTMLElement | null>, durationSeconds: number): void {
  const { window, change } = useTimeWindow();

  const onWheel = useEffectEvent((event: WheelEvent, element: HTMLElement) => {
    const length = window.to - window.from;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const around = secondsUnder(element, event.clientX, window);
      change(zoomWindow(window, durationSeconds, Math.exp(event.deltaY * ZOOM_A_UNIT), around));
      return;
    }
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    if (length >= durationSeconds) return;
    event.preventDefault();
    const width = element.clientWidth - PLOT_LEFT_PX - PLOT_RIGHT_PX;
    change(panWindow(window, durationSeconds, (sideways / width) * length));
  });

  const onPinch = useEffectEvent(
    (element: HTMLElement, before: readonly number[], now: readonly number[]) => {
      const [a, b] = before.map((x) => secondsUnder(element, x, window)) as [number, number];
      const [c, d] = now.map((x) => secondsUnder(element, x, window)) as [number, number];
      const spread = Math.abs(d - c);
      if (spread < 0.01) return;
      const middle = (a + b) / 2;
      const moved = panWindow(window, durationSeconds, middle - (c + d) / 2);
      change(zoomWindow(moved, durationSeconds, Math.abs(b - a) / spread, middle));
    },
  );

  useEffect(() => {
    const element = stack.current;
    if (element === null) return;
    const stop = new AbortController();
    const fingers = new Map<number, number>();
    const wheel = (event: WheelEvent) => onWheel(event, element);
    const down = (event: PointerEvent) => {
      if (event.pointerType === "touch") fingers.set(event.pointerId, event.clientX);
    };
    const move = (event: PointerEvent) => {
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()];
      fingers.set(event.pointerId, event.clientX);
      if (fingers.size === 2) onPinch(element, before, [...fingers.values()]);
    };
    const up = (event: PointerEvent) => fingers.delete(event.pointerId);
    // React listens to wheels passively and could not keep the page from zooming.
    element.addEventListener("wheel", wheel, { passive: false, signal: stop.signal });
    element.addEventListener("pointerdown", down, { signal: stop.signal });
    element.addEventListener("pointermove", move, { signal: stop.signal });
    for (const end of ["pointerup", "pointercancel"] as const) {
      element.addEventListener(end, up, { signal: stop.signal });
    }
    return () => stop.abort();
  }, [stack]);
}
