"use client";

import { useInBrowser } from "./use-in-browser.ts";

/** A moment in the reader's own locale and time zone; the server, which knows neither, writes it in UTC. */
export function LocalTime({ iso, dateOnly = false }: { iso: string; dateOnly?: boolean }) {
  const inBrowser = useInBrowser();
  return <time dateTime={iso}>{inBrowser ? localText(iso, dateOnly) : utcText(iso, dateOnly)}</time>;
}

function localText(iso: string, dateOnly: boolean): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: "medium",
    ...(dateOnly ? {} : { timeStyle: "short" }),
  }).format(new Date(iso));
}

function utcText(iso: string, dateOnly: boolean): string {
  return dateOnly ? iso.slice(0, 10) : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
