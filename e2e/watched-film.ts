import type { Browser } from "@playwright/test";
import type { Timeline } from "#lib/protocol/timeline.ts";
import { CALM_LAUGH_LEAVE, driveCamera, type Script } from "./driven-camera.ts";
import type { StudioApi } from "./studio-api.ts";
import { recordTraffic, type Traffic } from "./traffic.ts";
import { consentAndCalibrate, untilDone } from "./viewer-journey.ts";

/** Small: without a graphics card every pixel of the film is painted by the processor that also scores faces. */
export const VIEWER_VIEWPORT = { width: 640, height: 480 } as const;

export interface WatchedFilm {
  first: { publicId: string; traffic: Traffic };
  second: { publicId: string; traffic: Traffic };
  /** The real audience's raw timeline before the two came, and after they left. */
  before: Timeline;
  after: Timeline;
}

const ABSENT_CALM_LAUGH: Script = [
  { fromSecond: 0, scene: "nobody" },
  { fromSecond: 10, scene: "calm" },
  { fromSecond: 20, scene: "laughing" },
];

/**
 * Two viewers watch the demo film at the same time, from the consent to the thanks: the first is calm, laughs
 * from 10 s and leaves at 20 s; the second is away until 10 s, then calm, and laughs from 20 s.
 */
export async function watchTogether(browser: Browser, baseURL: string, api: StudioApi): Promise<WatchedFilm> {
  const { id } = await api.demoCampaign();
  const realTimeline = () => api.timeline(id, "audience=real&basis=raw");
  const watch = async (script: Script) => {
    const context = await browser.newContext({ baseURL, viewport: VIEWER_VIEWPORT });
    await driveCamera(context, script);
    const traffic = recordTraffic(context);
    const page = await context.newPage();
    const { publicId } = await consentAndCalibrate(page);
    await untilDone(page);
    await context.close();
    return { publicId, traffic };
  };
  const before = await realTimeline();
  const [first, second] = await Promise.all([watch(CALM_LAUGH_LEAVE), watch(ABSENT_CALM_LAUGH)]);
  return { first, second, before, after: await realTimeline() };
}
