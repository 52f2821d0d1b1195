import { faceJpeg } from "#lib/testing/face-crops.ts";
import { expect, serverUrl, test } from "./fixtures.ts";
import { batchesSent, recordTraffic, trafficBreaches } from "./traffic.ts";

test("from the consent to the thanks, only numbers leave the browser, and only to this server", async ({
  watched,
}) => {
  for (const { traffic } of [watched.first, watched.second]) {
    expect(trafficBreaches(traffic, serverUrl())).toEqual([]);
    // It saw the journey: the page's own requests, and each second of calibration and film as a batch.
    expect(traffic.requests.length).toBeGreaterThan(10);
    const batches = batchesSent(traffic);
    expect(new Set(batches.map(({ segment }) => segment))).toEqual(new Set([0, 1]));
    expect(new Set(batches.filter(({ segment }) => segment === 1).map(({ second }) => second)).size).toBe(30);
  }
});

test("a page that does send an image, or speaks to a foreign host, is caught by the same check", async ({
  browser,
}) => {
  // Our own policy would stop it before it left, so this browser ignores it.
  const context = await browser.newContext({ bypassCSP: true });
  const traffic = recordTraffic(context);
  const page = await context.newPage();
  await page.route("http://collector.example/**", (route) => route.abort());
  await page.goto(`${serverUrl()}/watch/demo`);
  const jpeg = (await faceJpeg("calm")).toString("base64");
  await page.evaluate(
    async ({ jpeg, origin }) => {
      const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
      await fetch(`${origin}/api/health`, { method: "POST", body: bytes });
      await fetch(`${origin}/api/health`, { method: "POST", body: `data:image/jpeg;base64,${jpeg}` });
      await fetch("http://collector.example/pixel?seen=1").catch(() => {});
      const socket = new WebSocket(`${origin.replace("http", "ws")}/socket/?EIO=4&transport=websocket`);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.send(bytes);
    },
    { jpeg, origin: serverUrl() },
  );
  await expect
    .poll(() => trafficBreaches(traffic, serverUrl()))
    .toEqual([
      expect.stringMatching(/POST .*\/api\/health: its body is neither text nor a batch/),
      expect.stringMatching(/POST .*\/api\/health: its body holds an image as text/),
      expect.stringMatching(/collector\.example.*a foreign host/),
      expect.stringMatching(/\/socket\/.*a frame is neither text nor a batch/),
    ]);
  await context.close();
});
