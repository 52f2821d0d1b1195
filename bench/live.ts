import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { quantile } from "simple-statistics";
import { BROWSER_ARGS, fakeCameraArgs } from "#lib/testing/browser-args.ts";
import { provideBrowser } from "#lib/testing/find-browser.mjs";
import { freePort } from "#lib/testing/free-port.ts";
import { writeFaceClip } from "#lib/testing/test-clip.ts";
import { OWNER_VARIABLES } from "../e2e/owner.ts";
import { type RunningServer, startServer } from "../e2e/server-process.ts";
import { signIn } from "../e2e/sign-in.ts";
import { StudioApi } from "../e2e/studio-api.ts";
import { consentAndCalibrate, untilDone } from "../e2e/viewer-journey.ts";
import { machine, versions } from "./machine.ts";
import { onMediaSecondEnd } from "./media-seconds.ts";
import { ServedSeconds } from "./served-seconds.ts";

/** Viewers, one after another: each keeps a core busy with models, as each would on a device of their own. */
const VIEWERS = 3;
const BAR_MS = 2_500;
/** A second that is not served this long after the film's end is reported as unserved. */
const PATIENCE_MS = 20_000;

/**
 * From the end of a media second on the viewer's screen to its number being served to the studio page: a
 * production server on the embedded database, a real browser with a face on its (fake) camera, the studio's
 * real timeline page beside it, all on this machine. Below five viewers the page is served counts, not
 * shares: a second counts as served when the response has this viewer among its `reached`, which is when
 * its shares are there too once five have watched.
 */
export async function run(): Promise<object> {
  const measuredOn = machine();
  const folder = mkdtempSync(join(tmpdir(), "reactline-bench-"));
  const clip = join(folder, "face.y4m");
  await writeFaceClip(clip, "laughing");
  const variables = { DATA_DIR: join(folder, "data"), SEED_DEMO: "1", LOG_LEVEL: "warn", ...OWNER_VARIABLES };
  console.log("Starting a production server with the demo campaign.");
  const server = await startServer({ PORT: String(await freePort()), ...variables });
  const browser = await launchWithCamera(clip);
  try {
    const figures = await measure(server, browser);
    const used = versions("next", "socket.io", "@electric-sql/pglite", "@prisma/client", "@vladmandic/human");
    return {
      bench: "live",
      ...figures,
      barMs: BAR_MS,
      database: "embedded",
      machine: measuredOn,
      versions: { ...used, chromium: browser.version() },
    };
  } finally {
    await browser.close();
    await server.interrupt();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launchWithCamera(clip: string): Promise<Browser> {
  return chromium.launch({
    executablePath: await provideBrowser(),
    args: [...BROWSER_ARGS, ...fakeCameraArgs(clip)],
  });
}

async function measure(server: RunningServer, browser: Browser) {
  const studio = await browser.newPage({ baseURL: server.url });
  await signIn(studio);
  const api = new StudioApi(studio.request);
  const { id } = await api.demoCampaign();
  const requestMs = await timelineRequests(api, id);
  const served = new ServedSeconds(studio);
  await studio.goto(`/studio/campaigns/${id}/timeline?audience=real&basis=raw`);

  const latencies: number[] = [];
  let unserved = 0;
  for (let viewer = 1; viewer <= VIEWERS; viewer++) {
    const context = await browser.newContext({ baseURL: server.url });
    const watched = await watchOnce(await context.newPage(), served);
    await context.close();
    const known = watched.filter((latency) => latency !== null);
    unserved += watched.length - known.length;
    latencies.push(...known);
    console.log(
      `Viewer ${viewer}: ${watched.length} media seconds ended, ${known.length} served; median ${round(quantile(known, 0.5))} ms, slowest ${round(Math.max(...known))} ms.`,
    );
  }
  const p50 = round(quantile(latencies, 0.5));
  const p95 = round(quantile(latencies, 0.95));
  console.log(
    `The timeline's request alone, the floor: median ${requestMs} ms; the journey is ${round(p50 / requestMs)} times that.`,
  );
  console.log(
    `End of a media second to the studio page: median ${p50} ms, p95 ${p95} ms (bar ${BAR_MS} ms), n ${latencies.length}.`,
  );
  return {
    cameraToChartP95Ms: p95,
    cameraToChartP50Ms: p50,
    cameraToChartMaxMs: round(Math.max(...latencies)),
    n: latencies.length,
    unserved,
    viewers: VIEWERS,
    timelineRequestP50Ms: requestMs,
  };
}

/** Latencies of one viewing, one a media second; null for a second that was never served. */
async function watchOnce(page: Page, served: ServedSeconds): Promise<(number | null)[]> {
  const pending: Promise<number | null>[] = [];
  let giveUp = () => {};
  const givenUp = new Promise<null>((resolve) => {
    giveUp = () => resolve(null);
  });
  const before = served.counts();
  await onMediaSecondEnd(page, ({ second, endedAtMs }) => {
    const latency = served
      .servedWith(second, (before.get(second) ?? 0) + 1)
      .then((servedAtMs) => servedAtMs - endedAtMs);
    pending.push(Promise.race([latency, givenUp]));
  });
  await consentAndCalibrate(page);
  await untilDone(page);
  await Promise.race([Promise.all(pending), delay(PATIENCE_MS, undefined, { ref: false })]);
  giveUp();
  return Promise.all(pending);
}

/** Median time of the timeline's request by itself: what no design could go below. */
async function timelineRequests(api: StudioApi, campaignId: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const startedAt = performance.now();
    await api.timeline(campaignId, "audience=simulated");
    times.push(performance.now() - startedAt);
  }
  return round(quantile(times, 0.5));
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
