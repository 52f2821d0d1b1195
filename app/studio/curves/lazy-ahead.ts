import { type ComponentType, lazy } from "react";

/**
 * A component whose scripts are fetched beside the page's, not before them, so that the page can be used without. Where
 * that fails, they are asked for again when there is something to draw.
 */
export function lazyAhead<Props>(load: () => Promise<ComponentType<Props>>) {
  if (typeof window !== "undefined") void load().catch(() => {});
  return lazy(async () => ({ default: await load() }));
}
