import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { encodeBatch } from "#lib/protocol/batch-codec.ts";
import type { Sample } from "#lib/protocol/sample.ts";
import type { StoredBatch } from "#lib/storage/stream-sample-batches.ts";
import { sampleAt } from "#lib/testing/samples.ts";
import { type SamplesFile, samplesCsv } from "./samples-csv.ts";

const PUBLIC_ID = "8b7f7c1e-5a52-4b7e-9c3e-1d1f0e9a7b11";

const FILE: SamplesFile = {
  audience: "real",
  engineVersion: "human-3.3.6/emotion",
  campaignId: 7,
  campaignTitle: "@home",
  videoTitles: new Map([[9, "Cut A"]]),
  codebook: "/api/campaigns/7/codebook",
};

function batch(segment: number, second: number, samples: Sample[]): StoredBatch {
  const header = { segment, second, engineId: 0, droppedFrames: 0, stalledMs: 0 };
  const payload = encodeBatch({ ...header, samples });
  return { publicId: PUBLIC_ID, segment, second, videoId: segment === 0 ? 0 : 9, payload };
}

async function csv(file: SamplesFile, ...batches: StoredBatch[]): Promise<string> {
  async function* pages() {
    yield batches;
  }
  return new Response(samplesCsv(file, pages())).text();
}

describe("samplesCsv", () => {
  it("writes these exact bytes, a row a sample, the calibration without a video", async () => {
    const turned = { yawDeg: -12, pitchDeg: 3, rollDeg: 1, eyeClosure01: 0.2 };
    const face = sampleAt(1_234, { ...turned, captureTimeMs: 61_234, brightness01: 1 });
    const [header, ...rows] = (await csv(FILE, batch(0, 0, [sampleAt(10)]), batch(1, 1, [face]))).split("\n");
    expect(header).toBe(
      "session,simulated,engine,campaign_id,campaign,segment,video_id,video,second,capture_time_ms," +
        "media_time_ms,state,score_angry,score_disgust,score_fear,score_happy,score_neutral,score_sad," +
        "score_surprise,yaw_deg,pitch_deg,roll_deg,eye_closure,attention,face_size,brightness,face_count," +
        "mouth_opening,contrast,codebook",
    );
    const file = `${PUBLIC_ID},0,human-3.3.6/emotion,7,'@home`;
    const scores = "0.0000,0.0000,0.0000,0.2000,0.8000,0.0000,0.0000";
    expect(rows).toEqual([
      `${file},0,,,0,10,10,face,${scores},0,0,0,0.0000,1.0000,0.4000,0.5020,1,0.0000,0.5000,${FILE.codebook}`,
      `${file},1,9,Cut A,1,61234,1234,face,${scores},-12,3,1,0.2000,1.0000,0.4000,1.0000,1,0.0000,0.5000,${FILE.codebook}`,
      "",
    ]);
  });

  it("leaves what was not measured empty and names the reason, never a zero", async () => {
    const samples = [
      sampleAt(0, { state: "noFace", attention01: 0 }),
      sampleAt(100, { state: "tabHidden", brightness01: 0 }),
      sampleAt(200, { state: "lookingAway", attention01: 0, yawDeg: 40, faceCount: 1, faceSize01: 0.2 }),
    ];
    const rows: Record<string, string>[] = parse(await csv(FILE, batch(1, 0, samples)), { columns: true });
    const shown = ["state", "score_happy", "yaw_deg", "eye_closure", "attention", "brightness", "face_count"];
    expect(rows.map((row) => shown.map((name) => row[name]))).toEqual([
      ["noFace", "", "", "", "0.0000", "0.5020", "0"],
      ["tabHidden", "", "", "", "", "", ""],
      ["lookingAway", "", "40", "0.0000", "0.0000", "0.5020", "1"],
    ]);
  });

  it("marks every row of simulated viewers", async () => {
    const simulated = { ...FILE, audience: "simulated", engineVersion: "synthetic-1" } as const;
    const rows: Record<string, string>[] = parse(
      await csv(simulated, batch(1, 0, [sampleAt(0), sampleAt(500)])),
      { columns: true },
    );
    expect(rows.map(({ simulated, engine }) => [simulated, engine])).toEqual([
      ["1", "synthetic-1"],
      ["1", "synthetic-1"],
    ]);
  });
});
