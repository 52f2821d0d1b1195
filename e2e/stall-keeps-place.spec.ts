import { expect, test } from "./fixtures.ts";
import { expectNobody, meanHappy } from "./respondent-means.ts";
import { batchesSent } from "./traffic.ts";
import { consentAndCalibrate, untilDone } from "./viewer-journey.ts";

const STALL_AT_SECOND = 9;
/** Within that second, not at its edge: the last picture before it may belong to the second before. */
const STALL_AT = STALL_AT_SECOND + 0.5;
const STALL_MS = 3_000;

test("a film that stands still for three seconds leaves the curve where it belongs", async ({
  openViewer,
  studio,
}) => {
  const { page, traffic } = await openViewer();
  const { publicId } = await consentAndCalibrate(page);
  // The laugh begins when the film, not the clock on the wall, reaches 10 s.
  const stoodForMs = await page.evaluate(
    async ({ atSecond, forMs }) => {
      const film = document.querySelector<HTMLVideoElement>("[data-testid=stimulus]");
      if (film === null) throw new Error("no film");
      while (film.currentTime < atSecond) await new Promise(requestAnimationFrame);
      const startedAt = performance.now();
      // A player that resumes by itself is held again, as an empty buffer would.
      const hold = setInterval(() => film.pause(), 20);
      film.pause();
      await new Promise((resolve) => setTimeout(resolve, forMs));
      clearInterval(hold);
      await film.play();
      return performance.now() - startedAt;
    },
    { atSecond: STALL_AT, forMs: STALL_MS },
  );
  expect(stoodForMs).toBeGreaterThanOrEqual(STALL_MS);
  await untilDone(page);

  const { id } = await studio.api.demoCampaign();
  const respondent = await studio.api.respondent(id, publicId);
  expect(meanHappy(respondent, 1, 9)).toBeLessThan(0.4);
  expect(meanHappy(respondent, 11, 19)).toBeGreaterThan(0.6);
  expectNobody(respondent, 21, 29);

  // The film's time never ran on while it stood: the second of the stall says so, and its samples stay in place.
  const stalled = batchesSent(traffic).filter(({ segment, stalledMs }) => segment === 1 && stalledMs > 1_000);
  expect(stalled.map(({ second }) => second)).toEqual([STALL_AT_SECOND]);
});
