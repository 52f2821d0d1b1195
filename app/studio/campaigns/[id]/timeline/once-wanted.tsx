"use client";

import { useIdle, useIntersection } from "@mantine/hooks";
import { useEffect, useEffectEvent } from "react";

/** How long a reader touches nothing before what is out of sight is made unasked, ms. */
const RESTED_MS = 1_500;
/** How near the screen it is made at once. */
const NEAR = { rootMargin: "300px" };

/** Tells when the reader comes near the place where it stands, or rests. It is there until then: it follows every touch. */
export function OnceWanted({ tell }: { tell: () => void }) {
  const { ref, entry } = useIntersection<HTMLSpanElement>(NEAR);
  const rested = useIdle(RESTED_MS, { initialState: false });
  const wanted = rested || entry?.isIntersecting === true;
  const told = useEffectEvent(tell);
  useEffect(() => {
    if (wanted) told();
  }, [wanted]);
  return <span ref={ref} />;
}
