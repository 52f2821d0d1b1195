import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import type { Estimate, Timeline, TimelineSecond } from "#lib/protocol/timeline.ts";
import { TIMELINE_COLUMNS, timelineCell } from "#lib/protocol/timeline-columns.ts";
import { timelineCsv } from "./timeline-csv.ts";

const estimate = (value: number): Estimate => ({ value, low: value - 0.1, high: value + 0.1 });

const losses = {
  face: 1,
  noFace: 2,
  manyFaces: 0,
  lookingAway: 0,
  tooDark: 0,
  tooSmall: 0,
  tabHidden: 0,
  error: 0,
  notMeasured: 3,
};

const SHOWN: TimelineSecond = {
  second: 0,
  reached: 46,
  n: 40,
  reactionShare: EXPRESSIONS.map((_, i) => estimate(0.1 * (i + 1))),
  mean: EXPRESSIONS.map((_, i) => estimate(-0.01 * i)),
  nValence: 41,
  valence: estimate(-0.25),
  nAttention: 42,
  attention: estimate(1 / 3),
  coverage: 0.87654,
  losses,
};
const TOO_FEW: TimelineSecond = {
  ...SHOWN,
  second: 1,
  reached: 4,
  n: 4,
  reactionShare: null,
  mean: null,
  nValence: 4,
  valence: null,
  nAttention: 4,
  attention: null,
  coverage: null,
};

const TIMELINE: Timeline = {
  campaignId: 7,
  videoId: 9,
  durationMs: 2_000,
  audience: "real",
  countedAudience: "simulated",
  basis: "corrected",
  threshold: 0.25,
  engineVersion: "synthetic-1",
  segment: null,
  otherEngines: [],
  sessions: 50,
  excluded: 2,
  otherAudienceSessions: 0,
  audienceSessions: 0,
  seconds: [SHOWN, TOO_FEW],
};

const file = () =>
  new Response(
    timelineCsv({
      timeline: TIMELINE,
      campaignTitle: "=Spring, 2027",
      videoTitle: "Cut A",
      codebook: "/api/campaigns/7/codebook",
    }),
  ).text();

const META = 'simulated,7,"\'=Spring, 2027",9,Cut A,synthetic-1,,corrected,0.2500,50,2';
const LOSSES = "1,2,0,0,0,0,0,0,3,/api/campaigns/7/codebook";

describe("timelineCsv", () => {
  it("writes these exact bytes: a row a second, missing numbers empty, the audience in every row", async () => {
    const [header, first, second, end] = (await file()).split("\n");
    expect(header).toMatch(
      /^audience,campaign_id,campaign,video_id,video,engine,segment,basis,threshold,sessions,excluded_sessions,second,reached,n,few_viewers,coverage,reaction_share_angry,reaction_share_angry_low,reaction_share_angry_high,/,
    );
    expect(first).toBe(
      [
        META,
        "0,46,40,0,0.8765",
        "0.1000,0.0000,0.2000,0.2000,0.1000,0.3000,0.3000,0.2000,0.4000,0.4000,0.3000,0.5000",
        "0.5000,0.4000,0.6000,0.6000,0.5000,0.7000,0.7000,0.6000,0.8000",
        "0.0000,-0.1000,0.1000,-0.0100,-0.1100,0.0900,-0.0200,-0.1200,0.0800,-0.0300,-0.1300,0.0700",
        "-0.0400,-0.1400,0.0600,-0.0500,-0.1500,0.0500,-0.0600,-0.1600,0.0400",
        "41,-0.2500,-0.3500,-0.1500,42,0.3333,0.2333,0.4333",
        LOSSES,
      ].join(","),
    );
    expect(second).toBe([META, "1,4,4,1,", ",".repeat(41), "4,,,", "4,,,", LOSSES].join(","));
    expect(end).toBe("");
  });

  it("says in each cell what the page's table says", async () => {
    const rows: Record<string, string>[] = parse(await file(), { columns: true });
    expect(rows).toHaveLength(2);
    for (const [i, second] of TIMELINE.seconds.entries()) {
      for (const column of TIMELINE_COLUMNS) {
        expect(rows[i]?.[column.name], column.name).toBe(timelineCell(column, second));
      }
    }
  });
});
