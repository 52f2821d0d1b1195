"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link of a menu that stands on every page. Its page is fetched in advance when it is pointed at or focused, not as soon
 * as it is seen: a dozen of them together delay what the reader has come for.
 */
export function PointedLink(
  props: Omit<ComponentProps<typeof Link>, "prefetch" | "onPointerEnter" | "onFocus">,
) {
  const [pointed, setPointed] = useState(false);
  const point = () => setPointed(true);
  return <Link {...props} prefetch={pointed ? null : false} onPointerEnter={point} onFocus={point} />;
}
