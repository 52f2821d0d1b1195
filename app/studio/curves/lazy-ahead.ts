import { type ComponentType, lazy } from "react";

/** The scripts of a part of the page could not be had: the network, or a server that has newer ones. */
export class ScriptsMissing extends Error {
  override name = "ScriptsMissing";
}

/**
 * A component whose scripts are fetched beside the page's, not before them, so that the page can be used without. Where
 * that fails, they are asked for again when there is something to draw; then it throws ScriptsMissing.
 */
export function lazyAhead<Props>(load: () => Promise<ComponentType<Props>>) {
  if (typeof window !== "undefined") void load().catch(() => {});
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new ScriptsMissing("a chart's scripts could not be loaded", { cause });
    }
  });
}
