"use client";

import { useEffect, useSyncExternalStore } from "react";
import classes from "./stimulus-stage.module.css";

function onFullscreenChange(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

/** An offer, never a condition: where the browser has no full screen there is no button. */
export function FullscreenButton() {
  const isFull = useSyncExternalStore(
    onFullscreenChange,
    () => document.fullscreenElement !== null,
    () => false,
  );
  useEffect(() => leaveFullscreen, []);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => {
    if (isFull) leaveFullscreen();
    else document.documentElement.requestFullscreen().catch(() => undefined);
  };
  return (
    <button type="button" className={classes.quiet} onClick={toggle}>
      {isFull ? "Leave full screen" : "Full screen"}
    </button>
  );
}

function leaveFullscreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
}
