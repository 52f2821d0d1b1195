"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { AskedValue } from "./asked-value.ts";

/**
 * Changes of what a page shows, where that lives in the address's query. `drawn` is what the address says as far as the
 * page has been drawn; a change starts from `latest`, which may be ahead of it. Asks no server.
 */
export function useAskedAddress<T>(drawn: T, write: (value: T) => string) {
  const [asked] = useState(() => new AskedValue(drawn));
  const query = write(drawn);
  const tell = useEffectEvent((text: string) => asked.drawn(drawn, text));
  useEffect(() => tell(query), [query]);
  return {
    latest: () => asked.latest,
    ask: (next: T) => {
      const text = write(next);
      asked.ask(next, text);
      window.history.replaceState(null, "", text === "" ? window.location.pathname : `?${text}`);
    },
  };
}
