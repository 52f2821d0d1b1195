import { LEAST_PROMINENCE, MERGE_SECONDS } from "#lib/protocol/moments.ts";
import {
  AUDIENCE_ENTRIES,
  CAMPAIGN_ENTRIES,
  CODEBOOK_LINK_ENTRY,
  type CodebookEntry,
  codebookEntry as entry,
  intervalEntries,
  readingEntries,
  VIDEO_ENTRIES,
} from "./codebook-entry.ts";

const OWN = "Reactline";
const WILSON_STUDENT = "Wilson 1927, J. Am. Stat. Assoc. 22, 209-212; Student 1908, Biometrika 6, 1-25";
const HOLM = "Holm 1979, Scand. J. Statist. 6, 65-70";

/** Columns of the moments' file, in its order. */
export const MOMENTS_CODEBOOK: readonly CodebookEntry[] = [
  ...CAMPAIGN_ENTRIES,
  ...VIDEO_ENTRIES,
  ...AUDIENCE_ENTRIES,
  ...readingEntries(),
  entry("curve", "Which expression or measure stands out", { source: OWN }),
  entry("direction", "peak: above the viewers' own means over the film; dip: below", { range: "peak, dip" }),
  entry("from_second", "First second of the moment", { unit: "s", source: OWN }),
  entry("to_second", "Second behind its last", {
    unit: "s",
    formula: `seconds that differ, merged when at most ${MERGE_SECONDS} s apart`,
    source: OWN,
  }),
  entry("second", "Second in which it is highest, or lowest: [s, s + 1)", { unit: "s", source: OWN }),
  entry("n", "Viewers with a valid score in that second", {
    unit: "viewers",
    range: "5 or more",
    source: OWN,
  }),
  entry("value", "The audience's value in that second", { unit: "share or score", source: OWN }),
  ...intervalEntries("value", "value", {
    unit: "share or score",
    formula: "Wilson's of a share, with an effective n of attention and interest; Student's t of a mean",
    source: WILSON_STUDENT,
  }),
  entry("film_mean", "Mean of the viewers' own means over the film", { unit: "share or score", source: OWN }),
  entry("difference", "Mean over viewers of value in that second minus their own mean over the film", {
    unit: "share or score",
    source: OWN,
  }),
  ...intervalEntries("difference", "difference", {
    unit: "share or score",
    formula: "paired Student's t",
    source: "Student 1908, Biometrika 6, 1-25",
  }),
  entry("prominence", "How far the curve must be left behind before it is passed again", {
    unit: "share or score",
    range: `${LEAST_PROMINENCE} or more`,
    source: OWN,
  }),
  entry("adjusted_p", "Smallest p of the moment, adjusted over every second and curve of the video", {
    range: "below 0.05",
    formula: "Holm over `tests` paired t-tests",
    source: HOLM,
  }),
  entry("tests", "Seconds times curves that were tested together", { source: OWN }),
  CODEBOOK_LINK_ENTRY,
];
