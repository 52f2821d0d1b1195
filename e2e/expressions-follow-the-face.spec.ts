import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { expect, test } from "./fixtures.ts";
import { expectNobody, meanHappy } from "./respondent-means.ts";

// Edges are left out: a frame takes a moment from the canvas to the model.

test("the happy score is clearly higher in the seconds in which the viewer laughed", async ({
  watched,
  studio,
}) => {
  const { id } = await studio.api.demoCampaign();
  const respondent = await studio.api.respondent(id, watched.first.publicId);
  const calm = meanHappy(respondent, 1, 9);
  const laughing = meanHappy(respondent, 11, 19);
  expect(calm).toBeLessThan(0.4);
  expect(laughing).toBeGreaterThan(0.6);
  expect(laughing - calm).toBeGreaterThan(0.3);
});

test("seven raw scores of a valid second sum to one", async ({ watched, studio }) => {
  const { id } = await studio.api.demoCampaign();
  const respondent = await studio.api.respondent(id, watched.first.publicId);
  const valid = respondent.seconds.filter(({ raw }) => raw !== null);
  expect(valid.length).toBeGreaterThanOrEqual(10);
  for (const { second, raw } of valid) {
    const sum = raw?.reduce((total, score) => total + score, 0);
    expect(sum, `second ${second}`).toBeCloseTo(1, 2);
    expect(raw).toHaveLength(EXPRESSIONS.length);
  }
});

test("corrected scores are what is above the viewer's own calibration, and missing without one", async ({
  watched,
  studio,
}) => {
  const { id } = await studio.api.demoCampaign();
  let calibrated = 0;
  for (const { publicId } of [watched.first, watched.second]) {
    const { baseline, baselineRefusal, seconds } = await studio.api.respondent(id, publicId);
    if (baseline !== null) calibrated++;
    // A machine that is too busy for three valid seconds of calibration is told so.
    expect(baselineRefusal).toBe(baseline === null ? "tooFewSamples" : null);
    for (const { second, raw, corrected } of seconds) {
      expect(corrected === null, `second ${second}`).toBe(raw === null || baseline === null);
      for (const [index, name] of EXPRESSIONS.entries()) {
        const difference = (raw?.[index] ?? Number.NaN) - (baseline?.[index] ?? Number.NaN);
        if (corrected) expect(corrected[index], `${name} in second ${second}`).toBeCloseTo(difference, 4);
      }
    }
  }
  expect(calibrated).toBeGreaterThanOrEqual(1);
});

test("an empty room is missing data with its reason, never a zero", async ({ watched, studio }) => {
  const { id } = await studio.api.demoCampaign();
  const respondent = await studio.api.respondent(id, watched.first.publicId);
  expectNobody(respondent, 21, 29);
});
