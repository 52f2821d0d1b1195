import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

export interface EndedSecond {
  second: number;
  /** When the viewer's screen passed the end of this media second; ms since 1970, this machine's clock. */
  endedAtMs: number;
}

/** Report each media second of the page's film as it ends, from the frames that the browser presents. */
export async function onMediaSecondEnd(page: Page, listener: (ended: EndedSecond) => void): Promise<void> {
  await page.exposeFunction("mediaSecondEnded", (second: number, endedAtMs: number) =>
    listener({ second, endedAtMs }),
  );
  await page.addInitScript({ path: fileURLToPath(new URL("watch-film.js", import.meta.url)) });
}
