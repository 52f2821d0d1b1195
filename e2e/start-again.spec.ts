import { expect, test } from "./fixtures.ts";
import { signIn } from "./sign-in.ts";
import { StudioApi } from "./studio-api.ts";
import { consentAndCalibrate, untilFilmIsAt } from "./viewer-journey.ts";

test("an interrupted server ends well, and started again it has everything that it acknowledged", async ({
  browser,
  openViewer,
  ownServer,
}) => {
  const first = await ownServer();
  const context = await browser.newContext({ baseURL: first.url });
  await signIn(await context.newPage());
  const api = new StudioApi(context.request);
  const { id } = await api.demoCampaign();
  const before = await api.timeline(id, "audience=simulated");
  expect(before.sessions).toBeGreaterThanOrEqual(100);

  const viewer = await openViewer();
  const { publicId } = await consentAndCalibrate(viewer.page, first.url);
  await untilFilmIsAt(viewer.page, 6);
  const acknowledged = (await api.respondent(id, publicId)).seconds.filter(
    ({ loss }) => loss !== "notMeasured",
  );
  expect(acknowledged.length).toBeGreaterThan(2);
  expect(await first.interrupt(), first.output()).toBe(0);
  await viewer.page.close();

  const startedAt = Date.now();
  const second = await ownServer({ PORT: new URL(first.url).port });
  test.info().annotations.push({ type: "second start", description: `${Date.now() - startedAt} ms` });
  // Signed in as before: the secret was kept too.
  expect(await api.timeline(id, "audience=simulated")).toEqual({
    ...before,
    otherAudienceSessions: 1,
  });
  const kept = (await api.respondent(id, publicId)).seconds;
  for (const seconds of acknowledged) expect(kept[seconds.second]).toEqual(seconds);
  expect(second.output()).not.toContain("password");
  await context.close();
});
