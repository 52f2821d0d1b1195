import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Comparison } from "#lib/protocol/comparison.ts";
import { HEADLINES, type VideoSummary } from "#lib/protocol/overview.ts";
import { comparisonCsv } from "./comparison-csv.ts";

const estimate = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const summary = (videoId: number, value: number): VideoSummary => ({
  videoId,
  viewers: 40,
  headlines: HEADLINES.map((name) => ({ name, n: 40, estimate: estimate(value), second: null, few: false })),
  retention: [],
  bootstrap: { draws: 2_000, seed: "s", unit: "viewer", units: 40 },
  quality: {
    seconds: 0,
    validSeconds: 0,
    losses: {} as VideoSummary["quality"]["losses"],
    measuredViewers: 40,
    correctedViewers: 40,
  },
});
const second = (at: number) => ({ startSecond: at, endSecond: at + 1 });
const COMPARISON: Comparison = {
  campaignId: 7,
  audience: "real",
  countedAudience: "simulated",
  basis: "corrected",
  measure: "share",
  threshold: 0.25,
  engineVersion: "synthetic-1",
  segment: { device: ["phone"] },
  design: "between",
  alignment: "seconds",
  refusal: null,
  viewersA: 40,
  viewersB: 38,
  permutedOf: null,
  points: [0, 1].map((at) => ({ label: null, a: second(at), b: second(at) })),
  curves: [
    {
      curve: "attention",
      points: [
        { nA: 40, nB: 38, a: estimate(0.9), b: estimate(0.8), difference: estimate(-0.1) },
        { nA: 40, nB: 38, a: estimate(0.9), b: estimate(0.8), difference: estimate(-0.1) },
      ],
    },
    {
      curve: "happy",
      points: [
        { nA: 40, nB: 4, a: estimate(0.2), b: null, difference: null },
        { nA: 39, nB: 38, a: estimate(0.2), b: estimate(0.5), difference: estimate(0.3) },
      ],
    },
  ],
  spans: [{ curve: "happy", higher: "b", from: 1, to: 2, mass: 9, p: 0.0025, difference: 0.3 }],
  permutations: 2_000,
  seed: "campaign/7",
  summaryA: summary(1, 0.4),
  summaryB: summary(2, 0.6),
  headlineDifferences: HEADLINES.map(() => estimate(0.2)),
};

async function rowsOf(comparison: Comparison): Promise<Record<string, string>[]> {
  const file = {
    comparison,
    campaignTitle: "=Spring",
    a: { id: 1, title: "Cut A" },
    b: { id: 2, title: "Cut B" },
    codebook: "/c",
  };
  return parse(await new Response(comparisonCsv(file)).text(), { columns: true });
}

describe("the file of a comparison", () => {
  it("has a row a second with both cuts, their difference and the span that was called, and gaps where too few", async () => {
    const all = await rowsOf(COMPARISON);
    expect(all.filter(({ about }) => about === "second")).toHaveLength(4);
    expect(all[0]).toMatchObject({ measure: "attention", figure: "mean", threshold: "" });
    const rows = all.filter(({ measure }) => measure === "happy");
    expect(rows[0]).toMatchObject({
      audience: "simulated",
      campaign: "'=Spring",
      video_a: "Cut A",
      video_b_id: "2",
      segment: '{"device":["phone"]}',
      measure: "happy",
      figure: "share",
      threshold: "0.2500",
      n_b: "4",
      a: "0.2000",
      b: "",
      difference: "",
      called: "0",
      span_p: "",
    });
    expect(rows[1]).toMatchObject({
      a_from_second: "1",
      b_to_second: "2",
      b: "0.5000",
      difference: "0.3000",
      difference_low: "0.2000",
      difference_high: "0.4000",
      called: "1",
      span_p: "0.0025",
    });
  });

  it("says that expressions are mean scores where these were chosen", async () => {
    const rows = await rowsOf({ ...COMPARISON, measure: "mean" });
    expect(rows.map(({ figure, threshold }) => `${figure}${threshold}`)).toEqual(rows.map(() => "mean"));
  });

  it("ends with a row a headline measure of the whole films", async () => {
    const film = (await rowsOf(COMPARISON)).filter(({ about }) => about === "film");
    expect(film.map(({ measure }) => measure)).toEqual([...HEADLINES]);
    expect(film[1]).toMatchObject({
      a: "0.4000",
      b: "0.6000",
      difference: "0.2000",
      figure: "share",
      threshold: "0.2500",
      a_from_second: "",
      called: "",
    });
  });

  it("has none below five viewers", async () => {
    expect(await rowsOf({ ...COMPARISON, refusal: "tooFewViewers" })).toEqual([]);
  });
});
