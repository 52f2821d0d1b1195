"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";
import { PendingMark } from "#app/pending-mark.tsx";

/**
 * A link of a menu that stands on every page. Its page is fetched in advance when it is pointed at or focused, not as soon
 * as it is seen: a dozen of them together delay what the reader has come for.
 */
export function PointedLink({
  children,
  ...link
}: Omit<ComponentProps<typeof Link>, "prefetch" | "onPointerEnter" | "onFocus">) {
  const [pointed, setPointed] = useState(false);
  const point = () => setPointed(true);
  return (
    <Link {...link} prefetch={pointed ? null : false} onPointerEnter={point} onFocus={point}>
      {children}
      <PendingMark />
    </Link>
  );
}
