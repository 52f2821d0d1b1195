import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { SAMPLE_STATES } from "#lib/protocol/sample.ts";
import type { CodebookEntry } from "./codebook-entry.ts";

const NEVER = "never";
const OWN = "Reactline";
const NO_FACE = "no face: state says why";
const NO_FRAME = "no frame: state is tabHidden or error";
const STEP = "stored in steps of 1/255";

function entry(
  column: string,
  meaning: string,
  rest: Partial<Omit<CodebookEntry, "column" | "meaning">> = {},
): CodebookEntry {
  return { column, meaning, unit: "", range: "", missing: NEVER, formula: "", source: OWN, ...rest };
}

/** Columns of the samples file, in its order. */
export const SAMPLES_CODEBOOK: readonly CodebookEntry[] = [
  entry("session", "One respondent's session; random, not the panel's id", { range: "UUID" }),
  entry("simulated", "1: written by the synthetic viewer, no respondent", { range: "0, 1" }),
  entry("engine", "Version of the model that scored the faces"),
  entry("campaign_id", "The campaign's number on this server", { source: "the campaign" }),
  entry("campaign", "The campaign's title", { source: "the campaign" }),
  entry("segment", "0: the neutral calibration; 1, 2, …: videos in the order shown", { range: "0 to 20" }),
  entry("video_id", "The video's number on this server", { missing: "calibration", source: "the campaign" }),
  entry("video", "The video's title", { missing: "calibration", source: "the campaign" }),
  entry("second", "Second of the segment in which the sample falls", { unit: "s", range: "0 or more" }),
  entry("capture_time_ms", "When the camera took the frame, since the session's own zero", {
    unit: "ms",
    range: "0 or more",
  }),
  entry("media_time_ms", "Position in the video at capture; stands still while the video does", {
    unit: "ms",
    range: "0 or more",
  }),
  entry("state", "What became of the frame; the reason when scores are missing", {
    range: SAMPLE_STATES.join(", "),
  }),
  ...EXPRESSIONS.map((expression) =>
    entry(`score_${expression}`, `Expression score of ${expression}; not a probability of feeling it`, {
      unit: "score",
      range: "0 to 1; the seven sum to 1",
      missing: "state is not face",
      formula: STEP,
      source: "the engine; not smoothed, not corrected",
    }),
  ),
  ...(
    [
      ["yaw_deg", "Turn of the head, positive towards the viewer's left"],
      ["pitch_deg", "Nod of the head, positive up"],
      ["roll_deg", "Tilt of the head"],
    ] as const
  ).map(([column, meaning]) =>
    entry(column, meaning, { unit: "degrees", range: "-127 to 127", missing: NO_FACE }),
  ),
  entry("eye_closure", "How far the eyes are closed: 0 open, 1 closed", {
    unit: "share",
    range: "0 to 1",
    missing: NO_FACE,
    formula: STEP,
  }),
  entry("attention", "Whether the viewer faces the screen", {
    range: "0 to 1",
    missing: "it could not be told",
    formula:
      "1: within 20 degrees yaw and 15 degrees pitch of the calibrated pose, eyes open; stored in 1/254",
  }),
  entry("face_size", "Width of the face over the width of the frame", {
    unit: "share",
    range: "0 to 1",
    missing: NO_FACE,
    formula: STEP,
  }),
  entry("brightness", "Mean luma of the frame", {
    unit: "share",
    range: "0 to 1",
    missing: NO_FRAME,
    formula: STEP,
  }),
  entry("face_count", "Faces in the frame", { range: "0 or more", missing: NO_FRAME }),
  entry("mouth_opening", "Opening of the mouth over its width, capped at 1", {
    unit: "share",
    range: "0 to 1",
    missing: `${NO_FACE}; written before this was measured`,
    formula: "distance of the inner lips over that of the mouth's corners, in the mesh; stored in 1/254",
  }),
  entry("contrast", "Contrast of the frame: 0 an even grey, 1 half black and half white", {
    unit: "share",
    range: "0 to 1",
    missing: `${NO_FRAME}; written before this was measured`,
    formula: "twice the standard deviation of luma; stored in 1/254",
  }),
  entry("codebook", "Where this codebook is found on the server that wrote the file"),
];
