import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { audienceSecond, respondentOf, sevenEstimates, timelineOf } from "#lib/testing/timelines.ts";
import { attentionCurve, audienceCurves, respondentCurves, valenceCurve } from "./series.ts";

describe("curves of an audience", () => {
  const timeline = timelineOf([
    audienceSecond(0, { reactionShare: sevenEstimates(0.1), mean: sevenEstimates(0.02), n: 40 }),
    audienceSecond(1, { n: 3 }),
    audienceSecond(2, { reactionShare: sevenEstimates(0), mean: sevenEstimates(0), n: 40 }),
    audienceSecond(3, { reactionShare: sevenEstimates(0.2), mean: sevenEstimates(0.05), n: 41 }),
  ]);

  it("keep a missing second missing: neither zero nor a band", () => {
    const happy = audienceCurves(timeline, "share").happy;
    expect(happy.map(({ value }) => value)).toEqual([0.13, null, 0.03, 0.23]);
    expect(happy[1]).toEqual({ second: 1, atSeconds: 1.5, value: null, band: null, n: 3, alone: false });
  });

  it("tell a measured zero from a missing value", () => {
    expect(audienceCurves(timeline, "share").angry[2]?.value).toBe(0);
  });

  it("draw a second at its middle, with its interval and the n behind it", () => {
    expect(audienceCurves(timeline, "mean").angry[3]).toMatchObject({ atSeconds: 3.5, n: 41, value: 0.05 });
    expect(audienceCurves(timeline, "mean").angry[3]?.band).toEqual([0.05 - 0.01, 0.05 + 0.01]);
  });

  it("mark a second between two gaps, because a line through it would not be seen", () => {
    expect(audienceCurves(timeline, "share").happy.map(({ alone }) => alone)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("keep every expression at its own place", () => {
    const curves = audienceCurves(timeline, "share");
    const values = EXPRESSIONS.map((expression) => curves[expression][0]?.value);
    expect(values).toEqual([0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16].map((value) => expect.closeTo(value)));
  });

  it("give valence and attention their own n", () => {
    const second = audienceSecond(0, {
      n: 10,
      nValence: 9,
      valence: { value: -0.1, low: -0.2, high: 0 },
      nAttention: 14,
      attention: { value: 0.9, low: 0.8, high: 1 },
    });
    expect(valenceCurve(timelineOf([second]))[0]).toMatchObject({ n: 9, value: -0.1, band: [-0.2, 0] });
    expect(attentionCurve(timelineOf([second]))[0]).toMatchObject({ n: 14, value: 0.9 });
  });
});

describe("curves of one respondent", () => {
  it("have no band, and a gap where the face was lost", () => {
    const respondent = respondentOf([{ raw: [0, 0, 0, 0.9, 0.1, 0, 0] }, { raw: null, loss: "noFace" }]);
    const happy = respondentCurves(respondent, "raw").happy;
    expect(happy.map(({ value, band, n }) => [value, band, n])).toEqual([
      [0.9, null, 1],
      [null, null, 0],
    ]);
  });

  it("are missing where corrected scores are asked for and there was no baseline", () => {
    const respondent = respondentOf([{ raw: [0, 0, 0, 0.9, 0.1, 0, 0], corrected: null }]);
    expect(respondentCurves(respondent, "corrected").happy[0]?.value).toBeNull();
  });
});
