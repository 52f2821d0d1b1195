"use client";

import { useCallback, useEffect, useState } from "react";

/** Whether something lies over the page that closes by Escape. */
function isCovered(): boolean {
  const covers = document.querySelectorAll("[role=dialog], [role=menu], [role=listbox]");
  return [...covers].some((cover) => cover.checkVisibility());
}

/**
 * The meeting room's view: the whole screen where the browser lets us, and nothing but film and chart. The page's
 * own frame is hidden by `data-presenting` on the document (studio.module.css, campaign.module.css).
 */
export function usePresenting(): [boolean, () => void] {
  const [presenting, setPresenting] = useState(false);

  useEffect(() => {
    if (!presenting) return;
    const root = document.documentElement;
    root.dataset.presenting = "true";
    // The document, not the chart: menus and toasts live elsewhere in it and must stay in sight. Where there is
    // no such thing (an iPhone), the page's frame is hidden all the same.
    root.requestFullscreen?.().catch(() => undefined);
    const stop = new AbortController();
    document.addEventListener(
      "fullscreenchange",
      () => {
        if (document.fullscreenElement === null) setPresenting(false);
      },
      { signal: stop.signal },
    );
    // A browser that shows the whole screen keeps the key for itself; elsewhere the page must leave by it.
    window.addEventListener(
      "keydown",
      ({ key }) => {
        if (key === "Escape" && !isCovered()) setPresenting(false);
      },
      { signal: stop.signal, capture: true },
    );
    return () => {
      stop.abort();
      delete root.dataset.presenting;
      if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
    };
  }, [presenting]);

  return [presenting, useCallback(() => setPresenting((was) => !was), [])];
}
