import { EXPRESSIONS } from "#lib/protocol/expressions.ts";
import { FEW_VIEWERS, MIN_AUDIENCE } from "#lib/protocol/limits.ts";
import { snakeCase } from "#lib/protocol/timeline-columns.ts";
import { LOSS_REASONS, type LossReason } from "#lib/protocol/viewer-second.ts";
import {
  AUDIENCE_ENTRIES,
  CAMPAIGN_ENTRIES,
  CODEBOOK_LINK_ENTRY,
  type CodebookEntry,
  codebookEntry as entry,
  thresholdEntry,
  VIDEO_ENTRIES,
} from "./codebook-entry.ts";

const WILSON = "Wilson 1927, JASA 22, 209-212";
const STUDENT = "Student 1908, Biometrika 6, 1-25";
const VIEWERS = "viewers";
const NEVER = "never";
const OWN = "Reactline";

const tooFew = (n: string) => `${n} < ${MIN_AUDIENCE}`;

function viewers(column: string, meaning: string, formula: string): CodebookEntry {
  return { column, meaning, unit: VIEWERS, range: "0 or more", missing: NEVER, formula, source: OWN };
}

interface EstimateNote {
  column: string;
  meaning: string;
  unit: string;
  range: string;
  n: string;
  formula: string;
  interval: string;
  source: string;
}

/** The value and the two ends of its interval. */
function estimate({ column, n, interval, ...note }: EstimateNote): CodebookEntry[] {
  const missing = tooFew(n);
  const end = (name: "low" | "high"): CodebookEntry => ({
    ...note,
    column: `${column}_${name}`,
    meaning: `${name === "low" ? "Lower" : "Upper"} end of the 95% interval of ${column}`,
    missing,
    formula: interval,
  });
  return [{ column, ...note, missing }, end("low"), end("high")];
}

const mean = (note: Omit<EstimateNote, "unit" | "interval" | "source">) =>
  estimate({
    ...note,
    unit: "score",
    range: `${note.range}; the interval may pass it`,
    interval: "mean +- t(0.975, n - 1) s / sqrt(n) over viewers",
    source: STUDENT,
  });

const LOSS_MEANINGS: Record<LossReason, string> = {
  face: "a face was found, for less than half of the second",
  noFace: "no face in the picture",
  manyFaces: "several faces in the picture",
  lookingAway: "the face was turned away",
  tooDark: "the picture was too dark",
  tooSmall: "the face was too far away",
  tabHidden: "the page was hidden",
  error: "the analysis failed",
  notMeasured: "no frame was attempted",
};

/** Columns of the audience timeline's file, in its order. */
export const TIMELINE_CODEBOOK: readonly CodebookEntry[] = [
  ...CAMPAIGN_ENTRIES,
  ...VIDEO_ENTRIES,
  ...AUDIENCE_ENTRIES,
  thresholdEntry(),
  entry("sessions", "Sessions behind the file: shown this video, not excluded, not withdrawn", {
    unit: "sessions",
    range: "0 or more",
  }),
  entry("excluded_sessions", "Sessions shown this video and left out for their quality", {
    unit: "sessions",
    range: "0 or more",
  }),
  entry("second", "Second s of the video: [s, s + 1)", { unit: "s", range: "0 to the video's length" }),
  viewers("reached", "Viewers of whom this second was received, valid or not", ""),
  viewers(
    "n",
    "Viewers behind the reaction shares and means",
    "valid second: state face covers at least half of it; basis corrected: and a baseline was accepted",
  ),
  {
    column: "few_viewers",
    meaning: `Read with care: n < ${FEW_VIEWERS}`,
    unit: "",
    range: "0, 1",
    missing: NEVER,
    formula: `1 when n < ${FEW_VIEWERS}`,
    source: OWN,
  },
  {
    column: "coverage",
    meaning: "Mean share of the second that valid samples cover",
    unit: "share",
    range: "0 to 1",
    missing: tooFew("reached"),
    formula: "a sample covers the time halfway to its neighbours, at most 250 ms a side",
    source: OWN,
  },
  ...EXPRESSIONS.flatMap((expression) =>
    estimate({
      column: `reaction_share_${expression}`,
      meaning: `Share of viewers whose ${expression} score reaches the threshold`,
      unit: "share",
      range: "0 to 1",
      n: "n",
      formula: "viewers with score >= threshold / n",
      interval: "Wilson score interval, no continuity correction",
      source: WILSON,
    }),
  ),
  ...EXPRESSIONS.flatMap((expression) =>
    mean({
      column: `mean_${expression}`,
      meaning: `Mean ${expression} score over viewers`,
      range: "0 to 1 raw, -1 to 1 corrected",
      n: "n",
      formula: "mean over viewers of each viewer's coverage-weighted mean in the second",
    }),
  ),
  viewers("n_valence", "Viewers behind valence", "viewers with a valid second, with or without a baseline"),
  ...mean({
    column: "valence",
    meaning: "Mean valence over viewers (FaceReader's definition); never corrected",
    range: "-1 to 1",
    n: "n_valence",
    formula: "happy - max(angry, disgust, fear, sad) per sample, averaged over the second",
  }),
  viewers("n_attention", "Viewers behind attention", "viewers whose attention can be told"),
  ...estimate({
    column: "attention",
    meaning: "Mean share of the second in which viewers face the screen",
    unit: "share",
    range: "0 to 1",
    n: "n_attention",
    formula: "time facing the screen / time in face, lookingAway, noFace or tabHidden",
    interval:
      "Wilson score interval of the effective n that the spread of viewers' shares has, at least n; not narrower at either end than that of n viewers of whom nobody, or everybody, does",
    source: `${WILSON}; Korn and Graubard 1998, Survey Methodology 24, 193-201`,
  }),
  ...LOSS_REASONS.map((reason) =>
    viewers(
      `lost_${snakeCase(reason)}`,
      `Viewers without valid scores: ${LOSS_MEANINGS[reason]}`,
      "the state that covers most of the rest of the second",
    ),
  ),
  CODEBOOK_LINK_ENTRY,
];
