"use client";

import { startTransition, useEffect, useEffectEvent } from "react";

/** Tells once that what it stands in is about to be painted; what follows from it is made when nothing else is to do. */
export function OnceDrawn({ tell }: { tell: () => void }) {
  const drawn = useEffectEvent(() => startTransition(tell));
  useEffect(() => {
    const frame = requestAnimationFrame(() => drawn());
    return () => cancelAnimationFrame(frame);
  }, []);
  return null;
}
