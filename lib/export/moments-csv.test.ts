import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { momentsCsv } from "./moments-csv.ts";

it("the file of moments has a row a moment, with all that its sentence says", async () => {
  const file = {
    moments: {
      campaignId: 7,
      videoId: 3,
      audience: "real" as const,
      countedAudience: "mixed" as const,
      basis: "corrected" as const,
      measure: "share" as const,
      threshold: 0.25,
      engineVersion: "ours-1",
      segment: null,
      viewers: 186,
      tests: 300,
      moments: [
        {
          curve: "happy" as const,
          direction: "peak" as const,
          startSecond: 11,
          endSecond: 14,
          second: 12,
          n: 186,
          estimate: { value: 0.41, low: 0.34, high: 0.48 },
          filmMean: 0.12,
          difference: { value: 0.29, low: 0.22, high: 0.36 },
          prominence: 0.3,
          adjustedP: 0.0001,
        },
      ],
    },
    campaignTitle: "Spring",
    videoTitle: "Cut A",
    codebook: "/c",
  };
  const rows: Record<string, string>[] = parse(await new Response(momentsCsv(file)).text(), {
    columns: true,
  });
  expect(rows).toEqual([
    {
      audience: "mixed",
      campaign_id: "7",
      campaign: "Spring",
      video_id: "3",
      video: "Cut A",
      engine: "ours-1",
      segment: "",
      basis: "corrected",
      figure: "share",
      threshold: "0.2500",
      curve: "happy",
      direction: "peak",
      from_second: "11",
      to_second: "14",
      second: "12",
      n: "186",
      value: "0.4100",
      value_low: "0.3400",
      value_high: "0.4800",
      film_mean: "0.1200",
      difference: "0.2900",
      difference_low: "0.2200",
      difference_high: "0.3600",
      prominence: "0.3000",
      adjusted_p: "0.0001",
      tests: "300",
      codebook: "/c",
    },
  ]);
});
